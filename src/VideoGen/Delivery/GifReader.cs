using System.Buffers.Binary;

namespace VideoGen.Delivery;

/// <summary>Reads the facts of an animated GIF from its blocks (GIF89a); the pictures are only counted.</summary>
internal static class GifReader
{
    // Players show a picture that is to be shown for less than two hundredths of a second for ten.
    private const int ShortestDelay = 2;
    private const int DefaultDelay = 10;

    public static bool IsOne(ReadOnlySpan<byte> head) => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8);

    /// <exception cref="NotAClipException">It is cut short, damaged, or one picture alone.</exception>
    public static ClipFacts Read(Stream file)
    {
        var bytes = new BinaryReader(file);
        try
        {
            return Read(bytes);
        }
        catch (EndOfStreamException)
        {
            throw new NotAClipException("The GIF is cut short.");
        }
    }

    private static ClipFacts Read(BinaryReader bytes)
    {
        bytes.BaseStream.Position = 6;
        int width = bytes.ReadUInt16(), height = bytes.ReadUInt16();
        SkipColours(bytes, bytes.ReadByte(), fixedBytes: 2);
        long frames = 0, hundredths = 0;
        int delay = DefaultDelay;
        while (true)
        {
            switch (bytes.ReadByte())
            {
                case 0x21 when bytes.ReadByte() == 0xF9: // graphic control
                    byte[] control = ReadExactly(bytes, bytes.ReadByte());
                    delay = control.Length >= 3 && BinaryPrimitives.ReadUInt16LittleEndian(control.AsSpan(1)) is >= ShortestDelay and var given ? given : DefaultDelay;
                    SkipBlocks(bytes);
                    break;
                case 0x21:
                    SkipBlocks(bytes);
                    break;
                case 0x2C: // a picture
                    ReadExactly(bytes, 8);
                    SkipColours(bytes, bytes.ReadByte(), fixedBytes: 1);
                    SkipBlocks(bytes);
                    (frames, hundredths, delay) = (frames + 1, hundredths + delay, DefaultDelay);
                    break;
                case 0x3B or 0x00 when frames > 1: // the end, or bytes behind it
                    decimal seconds = hundredths / 100m;
                    return ClipFacts.Of(ClipContainer.Gif, seconds, width, height, frames, frames / seconds, "gif");
                case 0x3B:
                    throw new NotAClipException("The file is a GIF of one picture, no video.");
                default:
                    throw new NotAClipException("The GIF is damaged.");
            }
        }
    }

    // Bytes that nobody needs, and the colour table where the top bit of the flags says that there is one.
    private static void SkipColours(BinaryReader bytes, byte flags, int fixedBytes) =>
        ReadExactly(bytes, fixedBytes + ((flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0));

    private static void SkipBlocks(BinaryReader bytes)
    {
        for (int length = bytes.ReadByte(); length > 0; length = bytes.ReadByte())
        {
            ReadExactly(bytes, length);
        }
    }

    private static byte[] ReadExactly(BinaryReader bytes, int count) =>
        bytes.ReadBytes(count) is var read && read.Length == count ? read : throw new EndOfStreamException();
}
