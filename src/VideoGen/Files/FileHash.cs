using System.Security.Cryptography;

namespace VideoGen.Files;

/// <summary>Tells whether a stored file is still the one that was stored.</summary>
public static class FileHash
{
    /// <summary>SHA-256 of a file, lowercase hex.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>True when a file is there and holds exactly these bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sha256">SHA-256 of the bytes, lowercase hex.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool Matches(string path, string sha256) => File.Exists(path) && Of(path) == sha256;
}
