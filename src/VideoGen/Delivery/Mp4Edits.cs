using System.Buffers.Binary;

namespace VideoGen.Delivery;

/// <summary>What an edit list (<c>elst</c>) leaves of a track: players show that and nothing else.</summary>
internal static class Mp4Edits
{
    // Two hours and more. Of longer tracks, and of longer lists, the edits are not followed.
    private const long MostSamples = 300_000;
    private const int MostEntries = 32;

    /// <summary>Seconds and frames that are shown; null where there is no edit list, or one that shows everything there is.</summary>
    public static (decimal Seconds, long Frames)? Present(ReadOnlySpan<byte> elst, ReadOnlySpan<byte> stts, ReadOnlySpan<byte> ctts, uint timescale, uint movieTimescale)
    {
        if (elst.Length < 8 || movieTimescale == 0 || RangeOf(stts, ctts) is not (var first, var end))
        {
            return null;
        }

        bool isLarge = elst[0] == 1;
        int width = isLarge ? 20 : 12;
        long entries = Math.Min(Number(elst, 4), (elst.Length - 8) / width);
        decimal ticks = 0;
        long frames = 0;
        for (int i = 0; i < entries && entries <= MostEntries; i++)
        {
            ReadOnlySpan<byte> entry = elst[(8 + i * width)..];
            decimal length = (isLarge ? Math.Min(BinaryPrimitives.ReadUInt64BigEndian(entry), long.MaxValue / 4) : Number(entry, 0)) * (decimal)timescale / movieTimescale;
            long from = isLarge ? BinaryPrimitives.ReadInt64BigEndian(entry[8..]) : BinaryPrimitives.ReadInt32BigEndian(entry[4..]);
            if (from < 0)
            {
                continue; // a pause before the picture
            }

            ticks += length == 0 ? Math.Max(end - from, 0) : length;
            frames += Count(stts, ctts, from, length == 0 ? end : from + length);
        }

        // Whoever asks for more than there is sees the last picture for the rest, but not for longer than all of it lasts.
        return ticks > 0 && frames > 0 ? (Math.Min(ticks, end - first) / timescale, frames) : null;
    }

    /// <summary>The length of a sample; a negative one counts as the least there is, as players count it.</summary>
    public static uint Delta(uint ticks) => ticks > int.MaxValue ? 1 : ticks;

    // When the first sample is shown, and when the last one ends; null where there is none, or too many.
    private static (long First, long End)? RangeOf(ReadOnlySpan<byte> stts, ReadOnlySpan<byte> ctts)
    {
        long total = 0;
        for (int i = 0; i < Entries(stts); i++)
        {
            total += Number(stts, 8 + i * 8);
        }

        long first = long.MaxValue, end = long.MinValue;
        var walk = new Walk(stts, ctts);
        while (total is > 0 and <= MostSamples && walk.Next())
        {
            first = Math.Min(first, walk.Shown);
            end = Math.Max(end, walk.Shown + walk.Length);
        }

        return end > first ? (first, end) : null;
    }

    private static long Count(ReadOnlySpan<byte> stts, ReadOnlySpan<byte> ctts, long from, decimal until)
    {
        long frames = 0;
        var walk = new Walk(stts, ctts);
        while (walk.Next())
        {
            frames += walk.Shown >= from && walk.Shown < until ? 1 : 0;
        }

        return frames;
    }

    private static long Entries(ReadOnlySpan<byte> table) => table.Length < 8 ? 0 : Math.Min(Number(table, 4), (table.Length - 8) / 8);

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    /// <summary>Goes through the samples in the order of decoding.</summary>
    private ref struct Walk(ReadOnlySpan<byte> stts, ReadOnlySpan<byte> ctts)
    {
        private readonly ReadOnlySpan<byte> _times = stts;
        private readonly ReadOnlySpan<byte> _offsets = ctts;
        private int _time = -1;
        private int _offset = -1;
        private long _timesLeft;
        private long _offsetsLeft;
        private long _decoded;
        private int _shift;

        /// <summary>When it is shown, in ticks.</summary>
        public readonly long Shown => _decoded - Length + _shift;

        /// <summary>How long, in ticks.</summary>
        public long Length { get; private set; }

        public bool Next()
        {
            while (_timesLeft == 0)
            {
                if (++_time >= Entries(_times))
                {
                    return false;
                }

                _timesLeft = Number(_times, 8 + _time * 8);
                Length = Delta(Number(_times, 12 + _time * 8));
            }

            while (_offsetsLeft == 0 && _offset + 1 < Entries(_offsets))
            {
                _offset++;
                _offsetsLeft = Number(_offsets, 8 + _offset * 8);
                _shift = (int)Number(_offsets, 12 + _offset * 8);
            }

            _timesLeft--;
            _offsetsLeft = Math.Max(_offsetsLeft - 1, 0);
            _decoded += Length;
            return true;
        }
    }
}
