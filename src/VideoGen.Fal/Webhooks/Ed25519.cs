using Rfc8032 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace VideoGen.Fal.Webhooks;

/// <summary>
/// Verifies Ed25519 signatures (RFC 8032), which the base library cannot. Only public data passes through here, so timing reveals nothing.
/// </summary>
internal static class Ed25519
{
    public const int KeyBytes = 32;
    public const int SignatureBytes = 64;

    /// <summary>True when the signature is the key owner's. False for wrong lengths and for keys that are no point, never an exception.</summary>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        key.Length == KeyBytes && signature.Length == SignatureBytes
        && Rfc8032.Verify(signature.ToArray(), 0, key.ToArray(), 0, message.ToArray(), 0, message.Length);

    /// <summary>
    /// True for a key that may be trusted at all: a canonical point of the prime-order group. For a key of small order anybody can make a
    /// signature that verifies.
    /// </summary>
    public static bool IsUsableKey(ReadOnlySpan<byte> key) => key.Length == KeyBytes && Rfc8032.ValidatePublicKeyFull(key.ToArray(), 0);
}
