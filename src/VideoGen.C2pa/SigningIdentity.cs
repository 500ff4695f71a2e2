using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VideoGen.Files;

namespace VideoGen.C2pa;

/// <summary>Certificate and key of whoever signs, as C2PA wants them: a leaf for signing with its issuers, on one of NIST's curves.</summary>
public sealed class SigningIdentity
{
    private readonly ImmutableArray<(string Name, DateTimeOffset From, DateTimeOffset Until)> _validity;

    private SigningIdentity(X509Certificate2Collection chain, ECParameters key)
    {
        Chain = [.. chain.Select(c => c.RawData)];
        Subject = SigningChain.NameOf(chain[0]);
        _validity = [.. chain.Where(c => !SigningChain.IsRoot(c)).Select(c => (SigningChain.NameOf(c), new DateTimeOffset(c.NotBefore), new DateTimeOffset(c.NotAfter)))];
        Signature = new CoseSignature(key);
    }

    /// <summary>Whom the certificate names.</summary>
    public string Subject { get; }

    /// <summary>When the certificate begins to be valid, or the last of its issuers does. A root counts for nothing, since readers have their own.</summary>
    public DateTimeOffset ValidFrom => _validity.Max(v => v.From);

    /// <summary>When it ends to be valid, or the first of its issuers does.</summary>
    public DateTimeOffset ValidUntil => _validity.Min(v => v.Until);

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

            SigningChain.Check(chain, certificateFile);
            return new SigningIdentity(chain, SigningKey.Read(Text(keyFile, isKey: true), keyFile, chain[0]));
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
    public string? FaultAt(DateTimeOffset now) => _validity.Select(v =>
        now > v.Until ? $"The certificate of {v.Name} expired on {v.Until.UtcDateTime:yyyy-MM-dd}."
        : now < v.From ? $"The certificate of {v.Name} is not valid before {v.From.UtcDateTime:yyyy-MM-dd}."
        : null).FirstOrDefault(fault => fault is not null);

    private static string Text(string file, bool isKey)
    {
        try
        {
            RegularFile.Check(file);
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SigningIdentityException(isKey, $"{file} cannot be read: {e.Message.TrimEnd('.')}.", "Name a file that the agent may read.");
        }
    }

    private static SigningIdentityException Bad(string message, string remedy) => new(isKey: false, message, remedy);
}
