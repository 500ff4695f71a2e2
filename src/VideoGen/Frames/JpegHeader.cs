using System.Buffers.Binary;

namespace VideoGen.Frames;

/// <summary>Walks the segments of a JPEG (ITU T.81) to its frame header, noting the EXIF orientation (TIFF tag 0x0112) on the way.</summary>
internal static class JpegHeader
{
    private const ushort OrientationTag = 0x0112;

    public static PictureFacts? Read(ReadOnlySpan<byte> bytes)
    {
        int at = 2;
        bool turned = false;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            byte marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++; // fill byte
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length)
            {
                return null;
            }

            ReadOnlySpan<byte> segment = bytes.Slice(at + 4, length - 2);
            if (IsFrameHeader(marker))
            {
                return Facts(segment, turned);
            }

            turned |= marker == 0xE1 && IsTurned(segment);
            at += 2 + length;
        }

        return null;
    }

    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static PictureFacts? Facts(ReadOnlySpan<byte> frame, bool turned)
    {
        if (frame.Length < 5)
        {
            return null;
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return width == 0 || height == 0 ? null : turned ? new("image/jpeg", height, width) : new("image/jpeg", width, height);
    }

    private static bool IsTurned(ReadOnlySpan<byte> app1)
    {
        if (app1.Length < 14 || !app1.StartsWith("Exif\0\0"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> tiff = app1[6..];
        bool little = tiff[0] == 'I';
        uint directory = U32(tiff[4..], little);
        if (directory + 2 > tiff.Length)
        {
            return false;
        }

        int entries = U16(tiff[(int)directory..], little);
        for (int i = 0; i < entries && directory + 2 + (i + 1) * 12 <= tiff.Length; i++)
        {
            ReadOnlySpan<byte> entry = tiff.Slice((int)directory + 2 + i * 12, 12);
            if (U16(entry, little) == OrientationTag)
            {
                return U16(entry[8..], little) is >= 5 and <= 8;
            }
        }

        return false;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
