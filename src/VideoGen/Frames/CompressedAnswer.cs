using System.IO.Compression;

namespace VideoGen.Frames;

/// <summary>Undoes the codings of an HTTP answer (RFC 9110 §8.4), within the limit that its bytes had.</summary>
internal static class CompressedAnswer
{
    private const int MostCodings = 3;

    /// <summary>The bytes without their codings.</summary>
    /// <param name="bytes">The bytes as they came.</param>
    /// <param name="codings">In the order in which they were applied.</param>
    /// <param name="host">Who sent them.</param>
    /// <param name="maxBytes">Bytes allowed after each step.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PictureTooLargeException">They grow beyond the limit.</exception>
    /// <exception cref="IOException">They are not what they claim to be.</exception>
    public static async Task<byte[]> ReadAsync(byte[] bytes, ICollection<string> codings, string host, long maxBytes, CancellationToken cancellationToken)
    {
        if (codings.Count > MostCodings)
        {
            throw new IOException($"{host} answered with {codings.Count} codings, one inside the other.");
        }

        foreach (string coding in codings.Reverse())
        {
            try
            {
                await using Stream plain = Plain(coding.Trim().ToLowerInvariant(), bytes, host);
                bytes = await BoundedRead.AllAsync(plain, maxBytes, cancellationToken);
            }
            catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
            {
                throw new IOException($"{host} answered with {coding} that cannot be read.", broken);
            }
        }

        return bytes;
    }

    private static Stream Plain(string coding, byte[] bytes, string host) => coding switch
    {
        "" or "identity" => new MemoryStream(bytes),
        "gzip" or "x-gzip" => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress),
        "br" => new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress),
        // By the standard it is in a zlib envelope; some servers leave that out.
        "deflate" => bytes is [var first, ..] && (first & 0x0F) == 8 ? new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress) : new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress),
        _ => throw new IOException($"{host} answered in the coding '{coding}', which was not asked for."),
    };
}
