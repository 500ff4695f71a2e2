using System.Buffers.Binary;

namespace VideoGen.Animatic.Stills;

/// <summary>Reads size and EXIF orientation of a JPEG file.</summary>
internal static class JpegHeader
{
    private const int OrientationTag = 0x0112;

    /// <summary>Walks the markers up to the frame header; null when there is none.</summary>
    public static StillHeader? Read(ReadOnlySpan<byte> head)
    {
        int orientation = 1;
        for (int at = 2; at + 4 <= head.Length;)
        {
            if (head[at] != 0xFF)
            {
                return null;
            }

            byte marker = head[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(head.Slice(at + 2, 2));
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new StillHeader(
                    "jpeg_pipe",
                    BinaryPrimitives.ReadUInt16BigEndian(head.Slice(at + 7, 2)),
                    BinaryPrimitives.ReadUInt16BigEndian(head.Slice(at + 5, 2)),
                    orientation,
                    false);
            }

            if (marker == 0xE1 && length > 8 && head.Slice(at + 4, 4).SequenceEqual("Exif"u8))
            {
                orientation = Orientation(head.Slice(at + 10, length - 8)) ?? orientation;
            }

            at += 2 + length;
        }

        return null;
    }

    private static int? Orientation(ReadOnlySpan<byte> tiff)
    {
        try
        {
            bool little = tiff[0] == (byte)'I';
            int directory = (int)Int32(tiff.Slice(4, 4), little);
            int entries = Int16(tiff.Slice(directory, 2), little);
            for (int i = 0; i < entries; i++)
            {
                ReadOnlySpan<byte> entry = tiff.Slice(directory + 2 + 12 * i, 12);
                if (Int16(entry, little) == OrientationTag)
                {
                    int value = Int16(entry[8..], little);
                    return value is >= 1 and <= 8 ? value : null;
                }
            }
        }
        catch (Exception broken) when (broken is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            // A broken EXIF block costs the orientation, not the picture.
        }

        return null;
    }

    private static int Int16(ReadOnlySpan<byte> b, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(b) : BinaryPrimitives.ReadUInt16BigEndian(b);

    private static uint Int32(ReadOnlySpan<byte> b, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(b) : BinaryPrimitives.ReadUInt32BigEndian(b);
}
