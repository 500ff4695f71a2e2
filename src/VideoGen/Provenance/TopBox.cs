using VideoGen.Delivery;

namespace VideoGen.Provenance;

/// <summary>One box of the outermost level of an MP4 file.</summary>
/// <param name="Type">Four-character code.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Header">Bytes before its content.</param>
/// <param name="Size">Bytes of all of it.</param>
/// <param name="IsOpen">True when its header says that it goes to the end of the file.</param>
/// <param name="Uuid">The extended type of a <c>uuid</c> box.</param>
internal readonly record struct TopBox(uint Type, long Offset, int Header, long Size, bool IsOpen, Guid Uuid)
{
    private const int UuidBytes = 16;

    public long End => Offset + Size;

    public bool Is(ReadOnlySpan<byte> name) => Type == Mp4Box.Code(name);

    /// <summary>All boxes of a file that consists of whole boxes and nothing else; null for any other.</summary>
    public static List<TopBox>? TryRead(Stream file)
    {
        List<TopBox> boxes = [];
        Span<byte> head = stackalloc byte[16 + UuidBytes];
        for (long at = 0; at < file.Length;)
        {
            file.Position = at;
            Span<byte> there = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            if (there.Length < 8 || (Mp4Box.IsLarge(there) && there.Length < 16))
            {
                return null;
            }

            (uint type, int header, long size) = Mp4Box.ReadHeader(there);
            bool isOpen = size == 0;
            size = isOpen ? file.Length - at : size;
            if (size < header || size > file.Length - at)
            {
                return null;
            }

            Guid uuid = type == Mp4Box.Code("uuid"u8) && size >= header + UuidBytes ? new Guid(there.Slice(header, UuidBytes), bigEndian: true) : default;
            boxes.Add(new TopBox(type, at, header, size, isOpen, uuid));
            at += size;
        }

        return boxes;
    }
}
