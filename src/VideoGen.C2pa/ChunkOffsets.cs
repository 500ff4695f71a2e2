using System.Buffers.Binary;
using VideoGen.Delivery;

namespace VideoGen.C2pa;

/// <summary>Where the samples of a movie lie, as its index says: they are counted from the beginning of the file, and move with what is put before them.</summary>
internal static class ChunkOffsets
{
    private const string Damaged = "The index of the movie is damaged.";

    private static readonly uint[] Containers = [Mp4Box.Code("trak"u8), Mp4Box.Code("mdia"u8), Mp4Box.Code("minf"u8), Mp4Box.Code("stbl"u8)];

    /// <summary>Moves what lies behind a place.</summary>
    /// <param name="content">Content of a box of the index.</param>
    /// <param name="behind">The place.</param>
    /// <param name="by">Bytes.</param>
    /// <returns>Why they cannot be moved; null where they were.</returns>
    public static string? Move(Span<byte> content, long behind, int by)
    {
        while (content.Length >= 8)
        {
            if (Mp4Box.IsLarge(content) && content.Length < 16)
            {
                return Damaged;
            }

            (uint type, int header, long size) = Mp4Box.ReadHeader(content);
            size = size == 0 ? content.Length : size;
            if (size < header || size > content.Length)
            {
                return Damaged;
            }

            Span<byte> inside = content[header..(int)size];
            string? fault = Containers.Contains(type) ? Move(inside, behind, by)
                : type == Mp4Box.Code("stco"u8) ? Entries(inside, 4, behind, by)
                : type == Mp4Box.Code("co64"u8) ? Entries(inside, 8, behind, by)
                : type == Mp4Box.Code("saio"u8) ? "The movie is encrypted."
                : null;
            if (fault is not null)
            {
                return fault;
            }

            content = content[(int)size..];
        }

        return null;
    }

    private static string? Entries(Span<byte> table, int width, long behind, int by)
    {
        if (table.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(table[4..]) is var count && count > (table.Length - 8) / width)
        {
            return Damaged;
        }

        for (int at = 8; at < 8 + count * width; at += width)
        {
            Span<byte> entry = table.Slice(at, width);
            long offset = width == 4 ? BinaryPrimitives.ReadUInt32BigEndian(entry) : BinaryPrimitives.ReadInt64BigEndian(entry);
            long moved = offset >= behind ? offset + by : offset;
            if (width == 8)
            {
                BinaryPrimitives.WriteInt64BigEndian(entry, moved);
            }
            else if (moved <= uint.MaxValue)
            {
                BinaryPrimitives.WriteUInt32BigEndian(entry, (uint)moved);
            }
            else
            {
                return "The file is too large for what would be put before its pictures.";
            }
        }

        return null;
    }
}
