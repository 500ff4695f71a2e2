using System.Buffers.Binary;

namespace VideoGen.Delivery;

/// <summary>Counts the samples of one track fragment (<c>traf</c>).</summary>
internal static class Mp4Fragment
{
    public static (long Samples, long Ticks) Count(ReadOnlySpan<byte> traf, uint trackId, uint defaultDuration)
    {
        ReadOnlySpan<byte> tfhd = Mp4Box.Find(traf, "tfhd"u8);
        if (Number(tfhd, 4) != trackId)
        {
            return (0, 0);
        }

        uint flags = Number(tfhd, 0) & 0xFFFFFF;
        int at = 8 + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0);
        uint duration = (flags & 0x8) != 0 ? Number(tfhd, at) : defaultDuration;
        long samples = 0;
        long ticks = 0;
        ReadOnlySpan<byte> run = traf;
        while (Mp4Box.TryTake(run, out Mp4Box box, out run))
        {
            if (box.Type == Mp4Box.Code("trun"u8))
            {
                (long count, long length) = CountRun(box.Content, duration);
                samples += count;
                ticks += length;
            }
        }

        return (samples, ticks);
    }

    private static (long Samples, long Ticks) CountRun(ReadOnlySpan<byte> trun, uint defaultDuration)
    {
        uint flags = Number(trun, 0) & 0xFFFFFF;
        uint count = Number(trun, 4);
        if ((flags & 0x100) == 0)
        {
            return (count, (long)count * defaultDuration);
        }

        int at = 8 + ((flags & 0x1) != 0 ? 4 : 0) + ((flags & 0x4) != 0 ? 4 : 0);
        int row = 4 * System.Numerics.BitOperations.PopCount(flags & 0xF00);
        if (trun.Length < at + (long)count * row)
        {
            throw new NotAClipException("A run of samples is cut short.");
        }

        long ticks = 0;
        for (int i = 0; i < count; i++)
        {
            ticks += Number(trun, at + i * row);
        }

        return (count, ticks);
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) =>
        bytes.Length >= at + 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) : throw new NotAClipException("A box is shorter than its fields.");
}
