using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VideoGen.Testing;

namespace VideoGen.C2pa.Tests;

/// <summary>A certificate authority of a test, and the files of whom it knows.</summary>
internal sealed class Authority : IDisposable
{
    public static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _own;

    public Authority()
    {
        var request = new CertificateRequest("CN=Test authority,O=Nobody", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _own = request.CreateSelfSigned(Begin, End);
    }

    public string CertificateFile => _folder["certificate.pem"];

    public string KeyFile => _folder["key.pem"];

    /// <summary>Writes certificate, issuer and key of a studio.</summary>
    public SigningIdentity Issue(ECCurve? curve = null, string purpose = "1.3.6.1.5.5.7.3.4", X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature, bool isAuthority = false)
    {
        using var key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Lantern Pictures,O=Lantern", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_own, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using X509Certificate2 leaf = request.Create(_own, Begin, End, [1, 2, 3, 4]);
        File.WriteAllText(CertificateFile, leaf.ExportCertificatePem() + "\n" + _own.ExportCertificatePem() + "\n");
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        return SigningIdentity.Read(CertificateFile, KeyFile);
    }

    /// <summary>Writes a certificate whose key is RSA, and its issuer.</summary>
    public void IssueForRsa()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Lantern Pictures,O=Lantern", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false));
        using X509Certificate2 leaf = request.Create(_own.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), Begin, End, [1, 2, 3, 5]);
        File.WriteAllText(CertificateFile, leaf.ExportCertificatePem() + "\n" + _own.ExportCertificatePem() + "\n");
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Writes the authority itself where a studio should be.</summary>
    public void IssueItself()
    {
        File.WriteAllText(CertificateFile, _own.ExportCertificatePem());
        File.WriteAllText(KeyFile, _key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _own.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }
}
