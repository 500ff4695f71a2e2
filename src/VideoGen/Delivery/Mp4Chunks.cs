using System.Buffers.Binary;

namespace VideoGen.Delivery;

/// <summary>Where the samples of a track lie in the file.</summary>
internal static class Mp4Chunks
{
    /// <summary>First byte behind the last sample; 0 where the tables do not tell.</summary>
    /// <param name="stbl">Content of the sample table box.</param>
    public static long End(ReadOnlySpan<byte> stbl)
    {
        ReadOnlySpan<byte> sizes = Mp4Box.Find(stbl, "stsz"u8);
        ReadOnlySpan<byte> runs = Mp4Box.Find(stbl, "stsc"u8);
        ReadOnlySpan<byte> chunks = Mp4Box.Find(stbl, "stco"u8);
        bool isLarge = chunks.IsEmpty;
        chunks = isLarge ? Mp4Box.Find(stbl, "co64"u8) : chunks;
        int width = isLarge ? 8 : 4;
        if (sizes.Length < 12 || runs.Length < 20 || chunks.Length < 8 + width)
        {
            return 0;
        }

        long each = Number(sizes, 4);
        long samples = each > 0 ? Number(sizes, 8) : Math.Min(Number(sizes, 8), (sizes.Length - 12) / 4);
        long count = Math.Min(Number(chunks, 4), (chunks.Length - 8) / width);
        long runCount = Math.Min(Number(runs, 4), (runs.Length - 8) / 12);
        long end = 0, sample = 0;
        for (int chunk = 0, run = 0; chunk < count && sample < samples; chunk++)
        {
            while (run + 1 < runCount && Number(runs, 8 + (run + 1) * 12) <= chunk + 1)
            {
                run++;
            }

            long inChunk = Math.Min(Number(runs, 12 + run * 12), samples - sample);
            long offset = isLarge ? BinaryPrimitives.ReadInt64BigEndian(chunks[(8 + chunk * 8)..]) : Number(chunks, 8 + chunk * 4);
            Int128 behind = Math.Max(offset, 0) + (each > 0 ? (Int128)each * inChunk : Sum(sizes, sample, inChunk));
            end = Math.Max(end, (long)Int128.Min(behind, long.MaxValue));
            sample += inChunk;
        }

        return end;
    }

    private static long Sum(ReadOnlySpan<byte> sizes, long from, long count)
    {
        long sum = 0;
        for (long i = from; i < from + count; i++)
        {
            sum += Number(sizes, 12 + (int)i * 4);
        }

        return sum;
    }

    private static long Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
