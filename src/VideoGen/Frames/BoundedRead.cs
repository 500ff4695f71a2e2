using System.Buffers;

namespace VideoGen.Frames;

/// <summary>Reads a stream to its end and not beyond a limit, whatever it says about its length.</summary>
internal static class BoundedRead
{
    private const int BufferBytes = 1 << 19; // most pictures fit

    /// <exception cref="PictureTooLargeException">It has more bytes than allowed.</exception>
    public static async Task<byte[]> AllAsync(Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int length = 0;
            for (int read; (read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0;)
            {
                length += read;
                if (length > maxBytes)
                {
                    throw new PictureTooLargeException(null, maxBytes);
                }

                buffer = length < buffer.Length ? buffer : Twice(buffer);
            }

            return buffer[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Twice(byte[] full)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(full.Length * 2L, Array.MaxLength));
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
