using System.Buffers;
using System.Security.Cryptography;

namespace VideoGen.Files;

/// <summary>Tells whether a stored file is still the one that was stored.</summary>
public static class FileHash
{
    private const int BufferBytes = 256 * 1024;

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

    /// <summary>Copies a file, the copy for its owner alone and on the disk when this returns.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">A place where there is none.</param>
    /// <returns>SHA-256 of what was read and written, lowercase hex.</returns>
    /// <exception cref="IOException">It cannot be read, or not be written there.</exception>
    internal static string OfCopy(string from, string to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using FileStream copy = OwnerOnly.Open(to, FileMode.CreateNew, bufferSize: 0);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                copy.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        copy.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
