using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VideoGen.Files;

namespace VideoGen.Cluster;

/// <summary>The PEM files by which nodes know each other.</summary>
/// <param name="Certificate">The certificate that this node shows, as the one that calls and as the one that is called.</param>
/// <param name="Key">Its private key, not encrypted.</param>
/// <param name="Authority">The authority that signs the certificates of all nodes, and any between it and them.</param>
public sealed record NodeCertificateFiles(string Certificate, string Key, string Authority)
{
    /// <summary>Reads them, and looks whether the other nodes would believe this one.</summary>
    /// <param name="now">The time, against which the certificates are held.</param>
    /// <exception cref="NodeCertificateException">They cannot be used.</exception>
    public NodeCertificate Read(DateTimeOffset now)
    {
        X509Certificate2Collection authority = ReadAuthority();
        var read = new NodeCertificate(ReadOwn(), authority);
        if (read.FaultOf(read.Own, [], now) is { } fault)
        {
            throw new NodeCertificateException(NodeCertificateMember.Certificate, $"{Certificate} would not be believed by a node with the same cluster.authority_file: {fault}", "Have one issued by that authority, for client and server authentication.");
        }

        return read;
    }

    /// <summary>Changes whenever one of the files does.</summary>
    internal (DateTime, DateTime, DateTime) State() => (File.GetLastWriteTimeUtc(Certificate), File.GetLastWriteTimeUtc(Key), File.GetLastWriteTimeUtc(Authority));

    private X509Certificate2 ReadOwn()
    {
        string certificate = Text(NodeCertificateMember.Certificate, Certificate);
        string key = Text(NodeCertificateMember.Key, Key);
        try
        {
            using X509Certificate2 alone = X509Certificate2.CreateFromPem(certificate);
        }
        catch (CryptographicException)
        {
            throw new NodeCertificateException(NodeCertificateMember.Certificate, $"{Certificate} holds no certificate in PEM.", "Give the file that begins with -----BEGIN CERTIFICATE-----.");
        }

        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception unfit) when (unfit is CryptographicException or ArgumentException)
        {
            throw new NodeCertificateException(NodeCertificateMember.Key, $"{Key} holds no private key of {Certificate}.", "Give the key that the certificate was made with, in PEM and not encrypted.");
        }
    }

    private X509Certificate2Collection ReadAuthority()
    {
        string text = Text(NodeCertificateMember.Authority, Authority);
        var read = new X509Certificate2Collection();
        try
        {
            read.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            read.Clear();
        }

        return read.Count > 0 ? read
            : throw new NodeCertificateException(NodeCertificateMember.Authority, $"{Authority} holds no certificate in PEM.", "Give the certificate of the authority that signed those of the nodes.");
    }

    private static string Text(NodeCertificateMember member, string file)
    {
        try
        {
            RegularFile.Check(file);
            return File.ReadAllText(file);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new NodeCertificateException(member, $"{file} cannot be read: {denied.Message}", "Give a file that is there and that this user may read.");
        }
    }
}
