using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VideoGen.C2pa;

/// <summary>
/// Looks whether certificates can sign manifests: a leaf for signing, then its issuers one after the other, as far as they are given: readers have roots of their own. Dates are not
/// looked at.
/// </summary>
internal static class SigningChain
{
    private const string EcKey = "1.2.840.10045.2.1";
    private const string Issued = "Have one issued for signing documents, and put it first in the file, before its issuers.";

    // E-mail protection, document signing, C2PA's own.
    private static readonly ImmutableArray<string> Purposes = ["1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.62558.2.1"];

    // ECDSA and RSA (also PSS) over SHA-256, SHA-384 and SHA-512; Ed25519.
    private static readonly ImmutableArray<string> Signatures =
    [
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10", "1.3.101.112",
    ];

    /// <summary>Looks at them.</summary>
    /// <param name="chain">The leaf, then its issuers; one at least.</param>
    /// <param name="file">The file they are from.</param>
    /// <exception cref="SigningIdentityException">They cannot sign.</exception>
    public static void Check(X509Certificate2Collection chain, string file)
    {
        CheckLeaf(chain[0]);
        for (int i = 1; i < chain.Count; i++)
        {
            if (!IsIssuer(chain[i], chain[i - 1]))
            {
                throw Bad(
                    $"In {file} the certificate of {NameOf(chain[i - 1])} is followed by that of {NameOf(chain[i])}, which did not sign it.",
                    $"Put the certificate of {chain[i - 1].GetNameInfo(X509NameType.SimpleName, forIssuer: true)} there: each is followed by its issuer.");
            }
        }
    }

    /// <summary>Whom a certificate names.</summary>
    public static string NameOf(X509Certificate2 certificate) => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    /// <summary>True for a certificate that is signed by itself.</summary>
    public static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static void CheckLeaf(X509Certificate2 leaf)
    {
        string? fault =
            IsRoot(leaf) ? "is signed by itself; readers refuse that"
            : leaf.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority) ? "is that of an authority"
            : leaf.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is not { } usage || !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature) ? "is not for digital signatures (key usage)"
            : leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is not { } purpose || !purpose.EnhancedKeyUsages.Cast<Oid>().Any(o => Purposes.Contains(o.Value!))
                ? "is for none of e-mail protection, document signing and C2PA (extended key usage)"
            : !Signatures.Contains(leaf.SignatureAlgorithm.Value!) ? $"was signed by its issuer with an algorithm that readers refuse ({leaf.SignatureAlgorithm.FriendlyName})"
            : null;
        if (fault is not null)
        {
            throw Bad($"The certificate of {NameOf(leaf)} {fault}.", Issued);
        }

        if (leaf.GetKeyAlgorithm() != EcKey)
        {
            throw Bad($"The certificate of {NameOf(leaf)} is for a key of another kind than EC.", "Have one issued for an EC key on P-256, P-384 or P-521.");
        }
    }

    private static bool IsIssuer(X509Certificate2 issuer, X509Certificate2 issued)
    {
        if (!issuer.SubjectName.RawData.AsSpan().SequenceEqual(issued.IssuerName.RawData))
        {
            return false;
        }

        using var built = new X509Chain();
        built.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        built.ChainPolicy.CustomTrustStore.Add(issuer);
        built.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        built.ChainPolicy.DisableCertificateDownloads = true;
        built.ChainPolicy.VerificationFlags = X509VerificationFlags.AllFlags;
        built.Build(issued);
        return built.ChainElements.Count > 1
            && built.ChainElements[1].Certificate.RawData.AsSpan().SequenceEqual(issuer.RawData)
            && !built.ChainElements[0].ChainElementStatus.Any(s => s.Status.HasFlag(X509ChainStatusFlags.NotSignatureValid));
    }

    private static SigningIdentityException Bad(string message, string remedy) => new(isKey: false, message, remedy);
}
