namespace VideoGen.Frames;

/// <summary>The checksum of PNG's chunks (ISO/IEC 15948, annex D).</summary>
internal static class PngChecksum
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte one in bytes)
        {
            checksum = Table[(byte)(checksum ^ one)] ^ (checksum >> 8);
        }

        return ~checksum;
    }

    private static uint Entry(int of)
    {
        uint entry = (uint)of;
        for (int bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) == 1 ? (entry >> 1) ^ Polynomial : entry >> 1;
        }

        return entry;
    }
}
