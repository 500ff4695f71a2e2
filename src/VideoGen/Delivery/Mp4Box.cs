using System.Buffers.Binary;
using System.Text;

namespace VideoGen.Delivery;

/// <summary>One box of an ISO base media file (ISO/IEC 14496-12) inside a block of memory: type and content.</summary>
internal readonly ref struct Mp4Box
{
    private const int HeaderBytes = 8;
    private const int LargeHeaderBytes = 16;

    private Mp4Box(uint type, ReadOnlySpan<byte> content)
    {
        Type = type;
        Content = content;
    }

    public uint Type { get; }

    public ReadOnlySpan<byte> Content { get; }

    /// <summary>Four-character code as a number.</summary>
    public static uint Code(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);

    public static string Name(uint code)
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, code);
        return Encoding.Latin1.GetString(name);
    }

    /// <summary>True for a header that is followed by a size of 64 bits.</summary>
    public static bool IsLarge(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes) == 1;

    /// <summary>Reads a box header: its type, the bytes of the header, and the bytes of the whole box (0 = to the end of the file).</summary>
    public static (uint Type, int Header, long Size) ReadHeader(ReadOnlySpan<byte> bytes)
    {
        uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        uint type = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (size != 1)
        {
            return (type, HeaderBytes, size);
        }

        return bytes.Length >= LargeHeaderBytes
            ? (type, LargeHeaderBytes, BinaryPrimitives.ReadInt64BigEndian(bytes[HeaderBytes..]))
            : throw new NotAClipException("The file ends inside a box header.");
    }

    /// <summary>Takes the next box off a run of boxes. False at the end.</summary>
    public static bool TryTake(ReadOnlySpan<byte> run, out Mp4Box box, out ReadOnlySpan<byte> rest)
    {
        box = default;
        rest = [];
        if (run.Length < HeaderBytes)
        {
            return false; // QuickTime ends some lists with four zero bytes
        }

        (uint type, int header, long size) = ReadHeader(run);
        size = size == 0 ? run.Length : size;
        if (size < header || size > run.Length)
        {
            throw new NotAClipException($"Box '{Name(type)}' says it has {size} bytes; its parent has {run.Length} left.");
        }

        box = new Mp4Box(type, run[header..(int)size]);
        rest = run[(int)size..];
        return true;
    }

    /// <summary>The first child of a type; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> run, ReadOnlySpan<byte> name)
    {
        uint type = Code(name);
        while (TryTake(run, out Mp4Box box, out run))
        {
            if (box.Type == type)
            {
                return box.Content;
            }
        }

        return [];
    }
}
