using System.Buffers.Binary;

namespace VideoGen.Frames;

/// <summary>Walks the segments of a JPEG (ITU T.81) to its frame header, noting the EXIF orientation (TIFF tag 0x0112) on the way.</summary>
internal static class JpegHeader
{
    private const ushort OrientationTag = 0x0112;

    public static PictureFacts? Read(ReadOnlySpan<byte> bytes)
    {
        int at = 2;
        int orientation = 1;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            byte marker = bytes[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += marker == 0xFF ? 1 : 2; // fill byte, or a marker without a segment
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
                return Facts(segment, orientation);
            }

            if (marker == 0xE1)
            {
                orientation = Orientation(segment) ?? orientation;
            }

            at += 2 + length;
        }

        return null;
    }

    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static PictureFacts? Facts(ReadOnlySpan<byte> frame, int orientation)
    {
        if (frame.Length < 5)
        {
            return null;
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return width == 0 || height == 0 ? null : new("image/jpeg", width, height, orientation);
    }

    // A broken EXIF block costs the orientation, not the picture.
    private static int? Orientation(ReadOnlySpan<byte> app1)
    {
        if (app1.Length < 14 || !app1.StartsWith("Exif\0\0"u8))
        {
            return null;
        }

        ReadOnlySpan<byte> tiff = app1[6..];
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
            if (U16(entry, little) == OrientationTag)
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
