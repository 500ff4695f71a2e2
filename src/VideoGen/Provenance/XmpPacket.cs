using System.Buffers.Binary;
using System.Security;
using System.Text;
using System.Text.Json;
using VideoGen.Contract;

namespace VideoGen.Provenance;

/// <summary>The XMP packet of a clip, in the box that XMP's specification (part 3) gives it in MP4. The same facts give the same bytes.</summary>
internal static class XmpPacket
{
    /// <summary>What names the box.</summary>
    public static readonly Guid BoxType = new("be7acfcb-97a9-42e8-9c71-999491e3afac");

    private const string Vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    private const int HeaderBytes = 8 + 16;

    /// <summary>The whole box.</summary>
    /// <param name="source">Where the pictures come from; null says nothing of it.</param>
    /// <param name="system">The model that made them; null where none did.</param>
    /// <param name="tool">The program.</param>
    /// <param name="existing">The packet that the file has, which is kept and added to; null for none.</param>
    public static byte[] Box(DigitalSource? source, string? system, string tool, byte[]? existing = null)
    {
        byte[] packet = existing is null ? Encoding.UTF8.GetBytes(Text(source, system, tool)) : Merged(existing, source, system, tool);
        byte[] box = new byte[HeaderBytes + packet.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        "uuid"u8.CopyTo(box.AsSpan(4));
        BoxType.TryWriteBytes(box.AsSpan(8), bigEndian: true, out _);
        packet.CopyTo(box, HeaderBytes);
        return box;
    }

    /// <summary>True for a packet that can be added to: the last of its descriptions is followed by an end that is found.</summary>
    public static bool CanBeAddedTo(ReadOnlySpan<byte> packet) => packet.Count(End) == 1 && packet.IndexOf("xmlns:rdf="u8) >= 0;

    /// <summary>True for a packet that already says where the pictures come from.</summary>
    public static bool TellsSource(ReadOnlySpan<byte> packet) => packet.IndexOf("DigitalSourceType"u8) >= 0;

    /// <summary>The address of a type in IPTC's vocabulary.</summary>
    public static string AddressOf(DigitalSource source) => Vocabulary + JsonNamingPolicy.CamelCase.ConvertName(source.ToString());

    private static ReadOnlySpan<byte> Begin => "<rdf:Description"u8;

    private static ReadOnlySpan<byte> End => "</rdf:RDF>"u8;

    // Our description behind those that are there. A property stands once: what the file says already stays.
    private static byte[] Merged(byte[] existing, DigitalSource? source, string? system, string tool)
    {
        ReadOnlySpan<byte> there = existing;
        byte[] own = Encoding.UTF8.GetBytes(Text(source, there.IndexOf("AISystemUsed"u8) < 0 ? system : null, there.IndexOf("CreatorTool"u8) < 0 ? tool : null));
        int at = there.LastIndexOf(End);
        return [.. there[..at], .. own.AsSpan(own.AsSpan().IndexOf(Begin)..own.AsSpan().LastIndexOf(End)), .. there[at..]];
    }

    private static string Text(DigitalSource? source, string? system, string? tool)
    {
        var text = new StringBuilder("""
            <?xpacket begin="BOM" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">

            """.Replace("BOM", "\uFEFF", StringComparison.Ordinal).ReplaceLineEndings("\n"));
        Add(text, "xmp:CreatorTool", tool);
        Add(text, "Iptc4xmpExt:DigitalSourceType", source is { } known ? AddressOf(known) : null);
        Add(text, "Iptc4xmpExt:AISystemUsed", system);
        return text.Append("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>").ToString();
    }

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append($"<{name}>{SecurityElement.Escape(string.Concat(value.Where(c => !char.IsControl(c))))}</{name}>\n");
        }
    }
}
