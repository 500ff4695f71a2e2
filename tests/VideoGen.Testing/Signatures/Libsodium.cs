using NSec.Cryptography;

namespace VideoGen.Testing.Signatures;

/// <summary>Ed25519 by libsodium: another implementation than the product's, so that the two judge each other.</summary>
public static class Libsodium
{
    private static readonly SignatureAlgorithm Ed25519 = SignatureAlgorithm.Ed25519;

    /// <summary>The public key of a seed, 32 bytes.</summary>
    public static byte[] PublicKey(byte[] seed)
    {
        using Key key = Import(seed);
        return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    /// <summary>The signature of a message, 64 bytes.</summary>
    public static byte[] Sign(byte[] seed, byte[] message)
    {
        using Key key = Import(seed);
        return Ed25519.Sign(key, message);
    }

    /// <summary>True when the signature is the key owner's. False for what is no key.</summary>
    public static bool Verify(byte[] key, byte[] message, byte[] signature) =>
        NSec.Cryptography.PublicKey.TryImport(Ed25519, key, KeyBlobFormat.RawPublicKey, out PublicKey? imported)
        && Ed25519.Verify(imported!, message, signature);

    private static Key Import(byte[] seed) => Key.Import(Ed25519, seed, KeyBlobFormat.RawPrivateKey);
}
