using System.Buffers.Binary;

namespace VideoGen.Delivery;

/// <summary>The video track of a movie box: size, codec, time scale and its samples.</summary>
internal sealed class Mp4Track
{
    private const int EntryHeaderBytes = 8;

    public uint Id { get; private init; }

    public uint Timescale { get; private init; }

    public int Width { get; private init; }

    public int Height { get; private init; }

    public string Codec { get; private init; } = "";

    /// <summary>True where the movie box says that fragments follow.</summary>
    public bool IsFragmented { get; private init; }

    /// <summary>Ticks of a fragment's sample that does not say its own; 0 where the movie box says nothing.</summary>
    public uint FragmentSampleTicks { get; private init; }

    /// <summary>Samples of the sample table and of the fragments seen so far.</summary>
    public long Samples { get; private set; }

    /// <summary>Their duration in units of the time scale.</summary>
    public long Ticks { get; private set; }

    /// <summary>First byte behind its last sample; 0 where the samples are in fragments, or are unknown.</summary>
    public long DataEnd { get; private init; }

    /// <summary>Seconds and frames that are shown where an edit list says so; null where everything is.</summary>
    public (decimal Seconds, long Frames)? Presented { get; private set; }

    private bool IsEnabled { get; init; }

    /// <summary>The video track of a <c>moov</c> that a player shows: the first that is enabled and holds something, else the first.</summary>
    public static Mp4Track? Find(ReadOnlySpan<byte> moov)
    {
        Mp4Track? best = null;
        bool isFragmented = Mp4Box.Find(moov, "mvex"u8).Length > 0;
        ReadOnlySpan<byte> run = moov;
        while (Mp4Box.TryTake(run, out Mp4Box box, out run))
        {
            if (box.Type == Mp4Box.Code("trak"u8) && Read(box.Content, moov) is { } track)
            {
                if (track.IsEnabled && (track.Samples > 0 || isFragmented))
                {
                    return track;
                }

                best = best is { Samples: > 0 } || (best is not null && track.Samples == 0) ? best : track;
            }
        }

        return best;
    }

    /// <summary>Counts the samples of a fragment (<c>moof</c>) that belong to this track.</summary>
    /// <param name="moof">Content of the box.</param>
    public void AddFragment(ReadOnlySpan<byte> moof)
    {
        ReadOnlySpan<byte> run = moof;
        while (Mp4Box.TryTake(run, out Mp4Box box, out run))
        {
            if (box.Type == Mp4Box.Code("traf"u8))
            {
                (long samples, long ticks) = Mp4Fragment.Count(box.Content, Id, FragmentSampleTicks);
                Samples += samples;
                Ticks += ticks;
                Presented = samples > 0 ? null : Presented; // edits of a fragmented file only shift it
            }
        }
    }

    private static Mp4Track? Read(ReadOnlySpan<byte> trak, ReadOnlySpan<byte> moov)
    {
        ReadOnlySpan<byte> mdia = Mp4Box.Find(trak, "mdia"u8);
        ReadOnlySpan<byte> hdlr = Mp4Box.Find(mdia, "hdlr"u8);
        if (hdlr.Length < 12 || !hdlr.Slice(8, 4).SequenceEqual("vide"u8))
        {
            return null;
        }

        ReadOnlySpan<byte> stbl = Mp4Box.Find(Mp4Box.Find(mdia, "minf"u8), "stbl"u8);
        (int width, int height, string codec) = ReadEntry(Mp4Box.Find(stbl, "stsd"u8));
        ReadOnlySpan<byte> tkhd = Mp4Box.Find(trak, "tkhd"u8);
        ReadOnlySpan<byte> mvhd = Mp4Box.Find(moov, "mvhd"u8);
        bool turned = Mp4Matrix.IsTurned(Mp4Matrix.OfTrack(tkhd), Mp4Matrix.OfMovie(mvhd));
        (width, height) = width > 0 && height > 0 ? (width, height) : SizeOf(tkhd);
        uint id = Number(tkhd, tkhd.Length > 0 && tkhd[0] == 1 ? 20 : 12);
        var track = new Mp4Track
        {
            Id = id,
            IsFragmented = Mp4Box.Find(moov, "mvex"u8).Length > 0,
            FragmentSampleTicks = DefaultTicks(Mp4Box.Find(moov, "mvex"u8), id),
            Timescale = ReadTimescale(Mp4Box.Find(mdia, "mdhd"u8)),
            Width = turned ? height : width,
            Height = turned ? width : height,
            Codec = codec,
            IsEnabled = tkhd.Length >= 4 && (tkhd[3] & 1) != 0,
            DataEnd = Mp4Chunks.End(stbl),
        };
        track.AddTable(Mp4Box.Find(stbl, "stts"u8));
        track.Presented = Mp4Edits.Present(
            Mp4Box.Find(Mp4Box.Find(trak, "edts"u8), "elst"u8), Mp4Box.Find(stbl, "stts"u8), Mp4Box.Find(stbl, "ctts"u8), track.Timescale, TimescaleOf(mvhd));
        return track;
    }

    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> tkhd)
    {
        int at = tkhd.Length > 0 && tkhd[0] == 1 ? 88 : 76;
        return tkhd.Length >= at + 8 ? ((int)(Number(tkhd, at) >> 16), (int)(Number(tkhd, at + 4) >> 16)) : (0, 0);
    }

    private static uint TimescaleOf(ReadOnlySpan<byte> mvhd) => mvhd.Length > 24 ? Number(mvhd, mvhd[0] == 1 ? 20 : 12) : 0;

    private void AddTable(ReadOnlySpan<byte> stts)
    {
        uint entries = Number(stts, 4);
        if (stts.Length < 8 + (long)entries * 8)
        {
            throw new NotAClipException("The table of sample times is cut short.");
        }

        for (int i = 0; i < entries; i++)
        {
            long count = Number(stts, 8 + i * 8);
            Samples += count;
            Ticks += count * Mp4Edits.Delta(Number(stts, 12 + i * 8));
        }
    }

    private static (int Width, int Height, string Codec) ReadEntry(ReadOnlySpan<byte> stsd)
    {
        if (stsd.Length < 8 + EntryHeaderBytes + 28)
        {
            throw new NotAClipException("The video track has no sample description.");
        }

        ReadOnlySpan<byte> entry = stsd[8..];
        return (BinaryPrimitives.ReadUInt16BigEndian(entry[32..]), BinaryPrimitives.ReadUInt16BigEndian(entry[34..]), Mp4Box.Name(Number(entry, 4)));
    }

    private static uint ReadTimescale(ReadOnlySpan<byte> mdhd) =>
        mdhd.Length > 0 && Number(mdhd, mdhd[0] == 1 ? 20 : 12) is > 0 and var timescale
            ? timescale
            : throw new NotAClipException("The video track has no time scale.");

    private static uint DefaultTicks(ReadOnlySpan<byte> mvex, uint id)
    {
        ReadOnlySpan<byte> run = mvex;
        while (Mp4Box.TryTake(run, out Mp4Box box, out run))
        {
            if (box.Type == Mp4Box.Code("trex"u8) && Number(box.Content, 4) == id)
            {
                return Number(box.Content, 12);
            }
        }

        return 0;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) =>
        bytes.Length >= at + 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) : throw new NotAClipException("A box is shorter than its fields.");
}
