using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using VideoGen.Contract;

namespace VideoGen.Auditing;

/// <summary>
/// Looks whether the bytes of a zip are its entries and nothing else, in their order: programs that read from the front find the same files as those
/// that read the directory at the end, and nothing is hidden beside them.
/// </summary>
internal static class BundleLayout
{
    private const uint Local = 0x04034B50, Descriptor = 0x08074B50, Central = 0x02014B50, End64 = 0x06064B50, Locator = 0x07064B50, End = 0x06054B50;
    private const int LocalBytes = 30, CentralBytes = 46, LocatorBytes = 20, EndBytes = 22, MostOfHeader = 56;
    private const int IsEncrypted = 1, HasDescriptor = 8;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    /// <param name="file">The file, which can be read at any place.</param>
    /// <param name="entries">Its entries, in the order of the directory; none is packed.</param>
    /// <param name="remedy">What to do then.</param>
    public static Problem? FaultOf(Stream file, IReadOnlyList<ZipArchiveEntry> entries, string remedy)
    {
        for (int i = 1; i < entries.Count; i++)
        {
            if (string.CompareOrdinal(entries[i - 1].FullName, entries[i].FullName) > 0)
            {
                return Changed(entries[i].FullName, "The entries are no longer in the order of their names, in which a bundle is written: somebody packed it again.");
            }
        }

        long at = 0;
        var places = new long[entries.Count];
        for (int i = 0; i < entries.Count; i++)
        {
            ReadOnlySpan<byte> header = Header(file, places[i] = at);
            if (!Begins(header, Local, LocalBytes))
            {
                return Foreign(at);
            }

            int flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
            int name = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
            int extra = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            if ((flags & IsEncrypted) != 0)
            {
                return Changed(entries[i].FullName, "This entry says that it is encrypted. A bundle encrypts nothing.");
            }

            if (Name(file, at + LocalBytes, name) is var own && own != entries[i].FullName)
            {
                return Changed(entries[i].FullName, "The name in front of this file is not that of the directory: one program would see the one, and one the other.");
            }

            at += LocalBytes + name + extra + entries[i].CompressedLength;
            at += (flags & HasDescriptor) != 0 ? DescriptorBytes(Header(file, at), entries[i]) : 0;
        }

        for (int i = 0; i < entries.Count; i++)
        {
            ReadOnlySpan<byte> record = Header(file, at);
            if (!Begins(record, Central, CentralBytes))
            {
                return Foreign(at);
            }

            uint place = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
            if ((BinaryPrimitives.ReadUInt16LittleEndian(record[8..]) & IsEncrypted) != 0)
            {
                return Changed(entries[i].FullName, "This entry says that it is encrypted. A bundle encrypts nothing.");
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(record[32..]) != 0)
            {
                return Changed(entries[i].FullName, "This entry carries a comment. A bundle has none.");
            }

            if (place != Math.Min(places[i], uint.MaxValue))
            {
                return Changed(entries[i].FullName, "The directory leads to another place than that of this file.");
            }

            at += CentralBytes + BinaryPrimitives.ReadUInt16LittleEndian(record[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(record[30..]);
        }

        return AtEnd(file, at);

        Problem? AtEnd(Stream zip, long place)
        {
            if (Begins(Header(zip, place), End64, MostOfHeader))
            {
                place += MostOfHeader;
                place += Begins(Header(zip, place), Locator, LocatorBytes) ? LocatorBytes : 0;
            }

            return Begins(Header(zip, place), End, EndBytes) && place + EndBytes == zip.Length ? null : Foreign(place);
        }

        Problem Foreign(long place) => Changed("", $"At byte {place} of the file stand bytes that belong to none of its entries: somebody added them.");

        Problem Changed(string entry, string message) => new(ProblemCodes.BundleChanged, entry, message, remedy);
    }

    // With a signature or without, and with sizes of 32 or of 64 bits: it says neither itself.
    private static int DescriptorBytes(ReadOnlySpan<byte> bytes, ZipArchiveEntry entry)
    {
        int signature = Begins(bytes, Descriptor, 4) ? 4 : 0;
        bool isWide = bytes.Length >= signature + 20
            && BinaryPrimitives.ReadInt64LittleEndian(bytes[(signature + 4)..]) == entry.CompressedLength
            && BinaryPrimitives.ReadInt64LittleEndian(bytes[(signature + 12)..]) == entry.Length;
        return signature + (isWide ? 20 : 12);
    }

    private static bool Begins(ReadOnlySpan<byte> header, uint signature, int bytes) => header.Length >= bytes && BinaryPrimitives.ReadUInt32LittleEndian(header) == signature;

    private static byte[] Header(Stream file, long at) => Read(file, at, MostOfHeader);

    private static string Name(Stream file, long at, int bytes) => Encoding.UTF8.GetString(Read(file, at, bytes));

    private static byte[] Read(Stream file, long at, int bytes)
    {
        if (at >= file.Length)
        {
            return [];
        }

        byte[] read = new byte[Math.Min(bytes, file.Length - at)];
        file.Position = at;
        file.ReadExactly(read);
        return read;
    }
}
