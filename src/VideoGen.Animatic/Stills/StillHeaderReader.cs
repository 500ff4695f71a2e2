using System.Buffers.Binary;

namespace VideoGen.Animatic.Stills;

/// <summary>Reads the header of PNG, JPEG and WebP files; nothing is decoded.</summary>
internal static class StillHeaderReader
{
    // Enough for every header seen in practice: JPEG may carry large profiles before its frame header.
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Reads a file; null when it is none of the three kinds or its header is broken.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StillHeader? Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        byte[] head = new byte[(int)Math.Min(MostBytes, file.Length)];
        return Read(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    /// <summary>Reads the first bytes of a file.</summary>
    public static StillHeader? Read(ReadOnlySpan<byte> head)
    {
        try
        {
            StillHeader? header = head switch
            {
                [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => Png(head),
                [0xFF, 0xD8, 0xFF, ..] => JpegHeader.Read(head),
                [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP(head),
                _ => null,
            };
            return header is { Width: > 0, Height: > 0 } ? header : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static StillHeader? Png(ReadOnlySpan<byte> head)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(head.Slice(16, 4));
        int height = BinaryPrimitives.ReadInt32BigEndian(head.Slice(20, 4));
        bool alpha = (head.Slice(25, 1)[0] & 4) != 0;
        for (long at = 8; at + 8 <= head.Length;)
        {
            ReadOnlySpan<byte> type = head.Slice((int)at + 4, 4);
            alpha |= type.SequenceEqual("tRNS"u8);
            if (type.SequenceEqual("IDAT"u8))
            {
                break;
            }

            at += 12L + BinaryPrimitives.ReadUInt32BigEndian(head.Slice((int)at, 4));
        }

        return new StillHeader("png_pipe", width, height, 1, alpha);
    }

    private static StillHeader? WebP(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> data = head[20..];
        if (head.Slice(12, 4).SequenceEqual("VP8X"u8))
        {
            return new StillHeader("webp_pipe", 1 + Int24(data.Slice(4, 3)), 1 + Int24(data.Slice(7, 3)), 1, (data[0] & 0x10) != 0);
        }

        if (head.Slice(12, 4).SequenceEqual("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(data.Slice(1, 4));
            return new StillHeader("webp_pipe", 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF), 1, true);
        }

        return head.Slice(12, 4).SequenceEqual("VP8 "u8)
            ? new StillHeader(
                "webp_pipe", BinaryPrimitives.ReadUInt16LittleEndian(data.Slice(6, 2)) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(data.Slice(8, 2)) & 0x3FFF, 1, false)
            : null;
    }

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
