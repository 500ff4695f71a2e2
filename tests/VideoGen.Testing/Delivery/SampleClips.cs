using System.Buffers.Binary;
using System.Text;

namespace VideoGen.Testing.Delivery;

/// <summary>Small files with the boxes of an MP4 (ISO/IEC 14496-12) and no picture worth looking at.</summary>
public static class SampleClips
{
    /// <summary>3 s of 1280x720 at 24 fps.</summary>
    public static byte[] Short { get; } = Of(3, 1280, 720, 24);

    /// <summary>A clip.</summary>
    public static byte[] Of(int seconds, int width, int height, int framesPerSecond)
    {
        byte[] entry = new byte[78];
        BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(24), (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(26), (ushort)height);
        byte[] stbl = Box("stbl", Box("stsd", Numbers(0, 1), Box("avc1", entry)), Box("stts", Numbers(0, 1, seconds * framesPerSecond, 1)));
        byte[] mdia = Box("mdia", Box("mdhd", Numbers(0, 0, 0, framesPerSecond, seconds * framesPerSecond, 0)), Box("hdlr", Numbers(0, 0), Text("vide"), new byte[12]), Box("minf", stbl));
        byte[] moov = Box("moov", Box("trak", Box("tkhd", Numbers(0, 0, 0, 1), new byte[68]), mdia));
        return [.. Box("ftyp", Text("isom"), Numbers(0)), .. moov, .. Box("mdat", new byte[1024])];
    }

    private static byte[] Box(string type, params byte[][] content)
    {
        byte[] inside = [.. content.SelectMany(c => c)];
        return [.. Numbers(inside.Length + 8), .. Text(type), .. inside];
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Numbers(params int[] numbers)
    {
        byte[] bytes = new byte[numbers.Length * 4];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * 4), numbers[i]);
        }

        return bytes;
    }
}
