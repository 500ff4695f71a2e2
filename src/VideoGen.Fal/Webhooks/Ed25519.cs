namespace VideoGen.Fal.Webhooks;

/// <summary>
/// Verifies Ed25519 signatures (RFC 8032), which the base library cannot: with the system's OpenSSL where there is one, else with a
/// managed implementation. Only public data passes through here, so timing reveals nothing.
/// </summary>
internal static class Ed25519
{
    public const int KeyBytes = 32;
    public const int SignatureBytes = 64;

    /// <summary>True when the signature is the key owner's. False for wrong lengths, never an exception.</summary>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        key.Length == KeyBytes && signature.Length == SignatureBytes
        && (Ed25519OpenSsl.IsAvailable ? Ed25519OpenSsl.Verify(key, message, signature) : Ed25519Managed.Verify(key, message, signature));

    /// <summary>
    /// True for a key that may be trusted at all: a canonical point outside the small subgroup. For a key inside it anybody can make a
    /// signature that verifies.
    /// </summary>
    public static bool IsUsableKey(ReadOnlySpan<byte> key) => key.Length == KeyBytes && Ed25519Managed.IsUsableKey(key);
}
