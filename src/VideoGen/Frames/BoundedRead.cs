namespace VideoGen.Frames;

/// <summary>Reads a stream to its end and not beyond a limit, whatever it says about its length.</summary>
internal static class BoundedRead
{
    /// <exception cref="PictureTooLargeException">It has more bytes than allowed.</exception>
    public static async Task<byte[]> AllAsync(Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        byte[] buffer = new byte[81_920];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (kept.Length + read > maxBytes)
            {
                throw new PictureTooLargeException(null, maxBytes);
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
