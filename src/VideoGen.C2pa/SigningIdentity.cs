using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VideoGen.C2pa;

/// <summary>Certificate and key of whoever signs, as C2PA wants them: a leaf for signing with its issuers, on one of NIST's curves.</summary>
public sealed class SigningIdentity
{
    // E-mail protection, document signing, C2PA's own.
    private static readonly ImmutableArray<string> Purposes = ["1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.62558.2.1"];

    private SigningIdentity(ImmutableArray<byte[]> chain, string subject, DateTimeOffset from, DateTimeOffset until, ECParameters key)
    {
        (Chain, Subject, ValidFrom, ValidUntil) = (chain, subject, from, until);
        Signature = new CoseSignature(key);
    }

    /// <summary>Whom the certificate names.</summary>
    public string Subject { get; }

    /// <summary>When the certificate begins to be valid.</summary>
    public DateTimeOffset ValidFrom { get; }

    /// <summary>When it ends to be valid.</summary>
    public DateTimeOffset ValidUntil { get; }

    /// <summary>The certificates in DER: the leaf, then its issuers.</summary>
    internal ImmutableArray<byte[]> Chain { get; }

    /// <summary>Signs with the key.</summary>
    internal CoseSignature Signature { get; }

    /// <summary>Reads both files.</summary>
    /// <param name="certificateFile">PEM: the certificate, then its issuers.</param>
    /// <param name="keyFile">PEM: the private key, not encrypted.</param>
    /// <exception cref="SigningIdentityException">They cannot sign; whether they are valid by date is not looked at.</exception>
    public static SigningIdentity Read(string certificateFile, string keyFile)
    {
        X509Certificate2Collection chain = [];
        try
        {
            chain.ImportFromPem(Text(certificateFile, isKey: false));
            if (chain.Count == 0)
            {
                throw Bad($"{certificateFile} holds no certificate.", "Give a PEM file: the certificate that signs, then its issuers.");
            }

            CheckUse(chain);
            return new SigningIdentity(
                [.. chain.Select(c => c.RawData)], chain[0].GetNameInfo(X509NameType.SimpleName, forIssuer: false), new DateTimeOffset(chain[0].NotBefore), new DateTimeOffset(chain[0].NotAfter), Key(keyFile, chain[0]));
        }
        catch (CryptographicException)
        {
            throw Bad($"{certificateFile} is no PEM file of certificates.", "Give a PEM file: the certificate that signs, then its issuers.");
        }
        finally
        {
            foreach (X509Certificate2 certificate in chain)
            {
                certificate.Dispose();
            }
        }
    }

    /// <summary>Why nothing can be signed at a time; null where it can.</summary>
    /// <param name="now">The time.</param>
    public string? FaultAt(DateTimeOffset now) =>
        now > ValidUntil ? $"The certificate of {Subject} expired on {ValidUntil.UtcDateTime:yyyy-MM-dd}."
        : now < ValidFrom ? $"The certificate of {Subject} is not valid before {ValidFrom.UtcDateTime:yyyy-MM-dd}."
        : null;

    private static void CheckUse(X509Certificate2Collection chain)
    {
        X509Certificate2 leaf = chain[0];
        string? fault =
            leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData) ? "is signed by itself; readers refuse that"
            : leaf.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority) ? "is that of an authority"
            : leaf.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is not { } usage || !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature) ? "is not for digital signatures (key usage)"
            : leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().SingleOrDefault() is not { } purpose || !purpose.EnhancedKeyUsages.Cast<Oid>().Any(o => Purposes.Contains(o.Value!))
                ? "is for none of e-mail protection, document signing and C2PA (extended key usage)"
            : null;
        if (fault is not null)
        {
            throw Bad($"The certificate of {leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false)} {fault}.", "Have one issued for signing documents, and put it first in the file, before its issuers.");
        }
    }

    private static ECParameters Key(string file, X509Certificate2 leaf)
    {
        const string remedy = "Give the key of the certificate as PEM, an EC key on P-256, P-384 or P-521 that is not encrypted (openssl pkey -in key.pem -out plain.pem).";
        using ECDsa? ours = leaf.GetECDsaPublicKey();
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(Text(file, isKey: true));
            ECParameters parameters = key.ExportParameters(includePrivateParameters: true);
            if (!CoseSignature.Signs(parameters))
            {
                throw new SigningIdentityException(true, $"The key in {file} is on another curve than P-256, P-384 and P-521.", remedy);
            }

            return ours is not null && ours.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo())
                ? parameters
                : throw new SigningIdentityException(true, $"The key in {file} is not that of the certificate.", remedy);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new SigningIdentityException(true, $"{file} holds no private key that can be read.", remedy);
        }
    }

    private static string Text(string file, bool isKey)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SigningIdentityException(isKey, $"{file} cannot be read: {e.Message}", "Name a file that the agent may read.");
        }
    }

    private static SigningIdentityException Bad(string message, string remedy) => new(isKey: false, message, remedy);
}
