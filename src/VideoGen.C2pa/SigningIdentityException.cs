namespace VideoGen.C2pa;

/// <summary>A certificate or key that cannot sign manifests.</summary>
/// <param name="isKey">True where the key file is at fault; false for the certificate file.</param>
/// <param name="message">One sentence: what is wrong.</param>
/// <param name="remedy">One sentence: what to do.</param>
public sealed class SigningIdentityException(bool isKey, string message, string remedy) : Exception(message)
{
    /// <summary>True where the key file is at fault; false for the certificate file.</summary>
    public bool IsKey { get; } = isKey;

    /// <summary>One sentence: what to do.</summary>
    public string Remedy { get; } = remedy;
}
