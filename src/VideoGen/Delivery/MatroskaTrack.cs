using System.Buffers.Binary;
using System.Text;

namespace VideoGen.Delivery;

/// <summary>The video track of a Matroska file.</summary>
internal sealed class MatroskaTrack
{
    private const int BlockHeadBytes = 10;

    private long _frames;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    public long Number { get; private init; }

    public int Width { get; private init; }

    public int Height { get; private init; }

    public string Codec { get; private init; } = "";

    /// <summary>Nanoseconds of a frame; 0 where the rate varies or is unknown.</summary>
    public ulong FrameNanoseconds { get; private init; }

    /// <summary>The first track of the list that is a video, or null.</summary>
    public static MatroskaTrack? Find(byte[] tracks) =>
        EbmlElement.List(tracks).Where(e => e.Id == 0xAE).Select(e => Read(e.Content)).FirstOrDefault(t => t is not null);

    /// <summary>Counts a block, if it is one of this track.</summary>
    public void Count(Stream file, EbmlElement block, long cluster)
    {
        Span<byte> head = stackalloc byte[BlockHeadBytes];
        file.Position = block.Start;
        head = head[..file.ReadAtLeast(head, (int)Math.Min(BlockHeadBytes, block.End - block.Start), throwOnEndOfStream: false)];
        if (EbmlElement.Variable(head, keepsMarker: false, out int length) != Number || head.Length < length + 2)
        {
            return;
        }

        long at = cluster + BinaryPrimitives.ReadInt16BigEndian(head[length..]);
        (_frames, _first, _last) = (_frames + 1, Math.Min(_first, at), Math.Max(_last, at));
    }

    public ClipFacts Facts(ClipContainer container, MatroskaTimes times)
    {
        if (_frames == 0)
        {
            throw new NotAClipException("The video track holds no picture.");
        }

        decimal span = (_last - _first) * times.Scale / MatroskaTimes.NanosecondsPerSecond;
        decimal frame = FrameNanoseconds > 0 ? FrameNanoseconds / MatroskaTimes.NanosecondsPerSecond : _frames > 1 ? span / (_frames - 1) : 0;
        decimal seconds = times.Seconds ?? span + frame;
        decimal rate = frame > 0 ? 1 / frame : seconds > 0 ? _frames / seconds : 0;
        return ClipFacts.Of(container, seconds, Width, Height, _frames, rate, Codec);
    }

    private static MatroskaTrack? Read(byte[] entry)
    {
        Dictionary<long, byte[]> members = Members(entry);
        if (EbmlElement.Number(members.GetValueOrDefault(0x83) ?? []) != 1 || members.GetValueOrDefault(0xE0) is not { } video)
        {
            return null;
        }

        Dictionary<long, byte[]> picture = Members(video);
        int width = (int)Math.Min(EbmlElement.Number(picture.GetValueOrDefault(0xB0) ?? []), int.MaxValue);
        int height = (int)Math.Min(EbmlElement.Number(picture.GetValueOrDefault(0xBA) ?? []), int.MaxValue);
        double roll = EbmlElement.Real(Members(picture.GetValueOrDefault(0x7670) ?? []).GetValueOrDefault(0x7675) ?? []);
        bool isTurned = Math.Abs(Math.Abs(roll) - 90) < 45;
        return new MatroskaTrack
        {
            Number = (long)EbmlElement.Number(members.GetValueOrDefault(0xD7) ?? []),
            Width = isTurned ? height : width,
            Height = isTurned ? width : height,
            Codec = CodeOf(Encoding.ASCII.GetString(members.GetValueOrDefault(0x86) ?? []).TrimEnd('\0')),
            FrameNanoseconds = EbmlElement.Number(members.GetValueOrDefault(0x23E383) ?? []),
        };
    }

    // The first of equals, as everywhere.
    private static Dictionary<long, byte[]> Members(byte[] element) =>
        EbmlElement.List(element).DistinctBy(e => e.Id).ToDictionary(e => e.Id, e => e.Content);

    private static string CodeOf(string codec) => codec switch
    {
        "V_VP8" => "vp08",
        "V_VP9" => "vp09",
        "V_AV1" => "av01",
        "V_MPEG4/ISO/AVC" => "avc1",
        "V_MPEGH/ISO/HEVC" => "hvc1",
        "V_MJPEG" => "mjpg",
        "V_PRORES" => "apcn",
        _ => codec,
    };
}
