using System.Buffers.Text;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace VideoGen.FalSimulation.Webhooks;

/// <summary>An Ed25519 signing key (RFC 8032). Immutable, thread-safe.</summary>
internal sealed class Ed25519Key
{
    private readonly byte[] _seed;

    private Ed25519Key(byte[] seed)
    {
        _seed = seed;
        PublicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, PublicKey, 0);
    }

    /// <summary>The public key, 32 bytes.</summary>
    public byte[] PublicKey { get; }

    /// <summary>The public key as a key set's <c>x</c>: base64url.</summary>
    public string X => Base64Url.EncodeToString(PublicKey);

    /// <param name="seed">Private seed, 32 bytes.</param>
    /// <exception cref="CryptographicException">Not 32 bytes.</exception>
    public static Ed25519Key FromSeed(ReadOnlySpan<byte> seed) => seed.Length == Ed25519.SecretKeySize
        ? new Ed25519Key(seed.ToArray())
        : throw new CryptographicException("An Ed25519 seed has 32 bytes.");

    /// <summary>The signature, 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_seed, 0, message.ToArray(), 0, message.Length, signature, 0);
        return signature;
    }
}
