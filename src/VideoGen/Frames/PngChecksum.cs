using System.Buffers.Binary;

namespace VideoGen.Frames;

/// <summary>The checksum of PNG's chunks (ISO/IEC 15948, annex D), eight bytes at a time.</summary>
internal static class PngChecksum
{
    private const uint Polynomial = 0xEDB88320;
    private const int Values = 256;
    private const int Slice = 8;

    // What a byte does to the checksum, then what it does with one to seven zeros behind it.
    private static readonly uint[] Table = Make();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        uint[] table = Table;
        for (; bytes.Length >= Slice; bytes = bytes[Slice..])
        {
            uint first = checksum ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint last = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            checksum = table[(7 * Values) + (byte)first] ^ table[(6 * Values) + (byte)(first >> 8)] ^ table[(5 * Values) + (byte)(first >> 16)] ^ table[(4 * Values) + (first >> 24)]
                ^ table[(3 * Values) + (byte)last] ^ table[(2 * Values) + (byte)(last >> 8)] ^ table[Values + (byte)(last >> 16)] ^ table[last >> 24];
        }

        foreach (byte one in bytes)
        {
            checksum = table[(byte)(checksum ^ one)] ^ (checksum >> 8);
        }

        return ~checksum;
    }

    private static uint[] Make()
    {
        uint[] table = new uint[Slice * Values];
        for (uint of = 0; of < Values; of++)
        {
            table[of] = Entry(of);
        }

        for (int at = Values; at < table.Length; at++)
        {
            uint before = table[at - Values];
            table[at] = table[(byte)before] ^ (before >> 8);
        }

        return table;
    }

    private static uint Entry(uint entry)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) == 1 ? (entry >> 1) ^ Polynomial : entry >> 1;
        }

        return entry;
    }
}
