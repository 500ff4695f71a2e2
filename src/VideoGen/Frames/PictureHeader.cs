using System.Buffers.Binary;

namespace VideoGen.Frames;

/// <summary>Reads type and size of a PNG, JPEG or WebP from its bytes, decoding no pixel. Pure.</summary>
/// <remarks>PNG: ISO/IEC 15948. WebP: RFC 9649. JPEG: see <see cref="JpegHeader"/>.</remarks>
public static class PictureHeader
{
    /// <summary>The facts, or null when the bytes are none of the three or their header is damaged.</summary>
    /// <param name="bytes">The file, or as much of its beginning as holds its header.</param>
    public static PictureFacts? Read(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png(bytes),
        [0xFF, 0xD8, 0xFF, ..] => JpegHeader.Read(bytes),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP(bytes),
        _ => null,
    };

    private static PictureFacts? Png(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 26 || !bytes.Slice(12, 4).SequenceEqual("IHDR"u8))
        {
            return null;
        }

        bool hasAlpha = (bytes[25] & 4) != 0 || HasTransparency(bytes);
        return Sized("image/png", BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]), hasAlpha);
    }

    // A tRNS chunk makes pixels of an opaque colour type transparent; it stands before the pixels.
    private static bool HasTransparency(ReadOnlySpan<byte> bytes)
    {
        for (long at = 8; at + 8 <= bytes.Length; at += 12L + BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]))
        {
            ReadOnlySpan<byte> type = bytes.Slice((int)at + 4, 4);
            if (type.SequenceEqual("tRNS"u8) || type.SequenceEqual("IDAT"u8))
            {
                return type[0] == 't';
            }
        }

        return false;
    }

    private static PictureFacts? WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 25)
        {
            return null;
        }

        ReadOnlySpan<byte> chunk = bytes.Slice(12, 4);
        if (chunk.SequenceEqual("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return bytes[20] == 0x2F ? Sized("image/webp", (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1, mayBeTransparent: true) : null;
        }

        if (bytes.Length < 30)
        {
            return null;
        }

        if (chunk.SequenceEqual("VP8 "u8))
        {
            return bytes.Slice(23, 3).SequenceEqual<byte>([0x9D, 0x01, 0x2A])
                ? Sized("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFFu, mayBeTransparent: false)
                : null;
        }

        return chunk.SequenceEqual("VP8X"u8)
            ? Sized("image/webp", ThreeBytes(bytes[24..]) + 1, ThreeBytes(bytes[27..]) + 1, mayBeTransparent: (bytes[20] & 0x10) != 0)
            : null;
    }

    private static uint ThreeBytes(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);

    private static PictureFacts? Sized(string mediaType, uint width, uint height, bool mayBeTransparent) =>
        width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue
            ? new(mediaType, (int)width, (int)height, MayBeTransparent: mayBeTransparent)
            : null;
}
