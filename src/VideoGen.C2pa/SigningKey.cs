using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VideoGen.C2pa;

/// <summary>Reads the private key of a certificate.</summary>
internal static class SigningKey
{
    private const string Remedy = "Give the key of the certificate as PEM, an EC key on P-256, P-384 or P-521 that is not encrypted.";

    /// <summary>The key.</summary>
    /// <param name="text">PEM.</param>
    /// <param name="file">The file it is from.</param>
    /// <param name="leaf">The certificate; its key is EC.</param>
    /// <exception cref="SigningIdentityException">It cannot sign, or is not that of the certificate.</exception>
    public static ECParameters Read(string text, string file, X509Certificate2 leaf)
    {
        if (text.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw Bad($"The key in {file} is encrypted.", $"Decrypt it into a file that the agent alone may read: openssl pkey -in {file} -out plain.pem.");
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            ECParameters parameters = key.ExportParameters(includePrivateParameters: true);
            using ECDsa? ours = leaf.GetECDsaPublicKey();
            return !CoseSignature.Signs(parameters) ? throw Bad($"The key in {file} is on another curve than P-256, P-384 and P-521.", Remedy)
                : ours is not null && ours.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()) ? parameters
                : throw Bad($"The key in {file} is not that of the certificate.", Remedy);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Bad(IsRsa(text) ? $"The key in {file} is an RSA key." : $"{file} holds no private EC key that can be read.", Remedy);
        }
    }

    private static bool IsRsa(string text)
    {
        using var key = RSA.Create();
        try
        {
            key.ImportFromPem(text);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static SigningIdentityException Bad(string message, string remedy) => new(isKey: true, message, remedy);
}
