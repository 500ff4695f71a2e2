using System.Buffers.Binary;

namespace VideoGen.Frames;

/// <summary>Reads the orientation (TIFF tag 0x0112) of an EXIF block. A broken block costs the orientation, not the picture.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;

    /// <summary>1 to 8; null where the block says nothing.</summary>
    /// <param name="exif">The block, with or without the <c>Exif\0\0</c> that JPEG has before it.</param>
    public static int? Read(ReadOnlySpan<byte> exif)
    {
        ReadOnlySpan<byte> tiff = exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
        if (tiff.Length < 8 || !(tiff.StartsWith("II"u8) || tiff.StartsWith("MM"u8)))
        {
            return null;
        }

        bool little = tiff[0] == 'I';
        long directory = U32(tiff[4..], little);
        if (directory + 2 > tiff.Length)
        {
            return null;
        }

        int entries = U16(tiff[(int)directory..], little);
        for (int i = 0; i < entries && directory + 2 + (i + 1) * 12 <= tiff.Length; i++)
        {
            ReadOnlySpan<byte> entry = tiff.Slice((int)directory + 2 + i * 12, 12);
            if (U16(entry, little) == Tag)
            {
                return U16(entry[8..], little) is >= 1 and <= 8 and var orientation ? orientation : null;
            }
        }

        return null;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
