using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>An authority of a cluster, which writes what it issues as PEM files.</summary>
internal sealed class Authority : IDisposable
{
    public const string Server = "1.3.6.1.5.5.7.3.1";
    public const string Client = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset Begins = DateTimeOffset.UnixEpoch.AddYears(30);
    private static readonly DateTimeOffset Ends = DateTimeOffset.UnixEpoch.AddYears(130);

    private readonly string _folder;
    private readonly X509Certificate2 _certificate;

    public Authority(string folder, string name)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(Begins, Ends);
        File = Write($"{name}.pem", _certificate.ExportCertificatePem());
    }

    /// <summary>The file of its own certificate.</summary>
    public string File { get; }

    /// <summary>Issues a certificate. Answers the settings of its node.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="usages">What it is for; both where nothing is given.</param>
    /// <param name="ends">Its end; later than anybody's where nothing is given.</param>
    public Dictionary<string, string> Issue(string node, string[]? usages = null, DateTimeOffset? ends = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={node}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. (usages ?? [Server, Client]).Select(u => new Oid(u))], critical: false));
        using X509Certificate2 issued = request.Create(_certificate, Begins, ends ?? Ends, RandomNumberGenerator.GetBytes(8));
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["VIDEOGEN_CLUSTER_CERTIFICATE_FILE"] = Write($"{node}.pem", issued.ExportCertificatePem()),
            ["VIDEOGEN_CLUSTER_KEY_FILE"] = Write($"{node}.key", key.ExportPkcs8PrivateKeyPem()),
            ["VIDEOGEN_CLUSTER_AUTHORITY_FILE"] = File,
        };
    }

    public void Dispose() => _certificate.Dispose();

    private string Write(string name, string pem)
    {
        string file = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(file, pem);
        return file;
    }
}
