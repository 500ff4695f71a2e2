using System.Buffers.Binary;
using VideoGen.Testing;

namespace VideoGen.Tests.Delivery;

/// <summary>Files that players play and that are odd in some way: made by ffmpeg, some of them changed byte by byte afterwards.</summary>
public sealed class OddFiles : IDisposable
{
    private const string Source = "-f lavfi -i testsrc=size=96x64:rate=24:duration=2";
    private const string Sound = "-f lavfi -i sine=duration=2";
    private const string X264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    private const string Slow = "-c:v libx264 -preset medium -bf 3 -g 48 -pix_fmt yuv420p";

    // Name of the file, and how ffmpeg makes it.
    private static readonly Dictionary<string, string> Made = new()
    {
        ["base.mp4"] = $"{Source} {X264}",
        ["front.mp4"] = $"{Source} {X264} -movflags +faststart",
        ["reordered.mp4"] = $"{Source} {Slow}",
        ["negative-offsets.mp4"] = $"{Source} {Slow} -movflags +negative_cts_offsets",
        ["no-edit-list.mp4"] = $"{Source} {Slow} -use_editlist 0",
        ["timescale.mp4"] = $"{Source} {X264} -video_track_timescale 90000",
        ["slow.mp4"] = "-f lavfi -i testsrc=size=96x64:rate=1:duration=4 -c:v libx264 -preset ultrafast -pix_fmt yuv420p",
        ["fast.mp4"] = "-f lavfi -i testsrc=size=96x64:rate=60:duration=1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p",
        ["ntsc.mp4"] = "-f lavfi -i testsrc=size=96x64:rate=24000/1001:duration=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p",
        ["one-picture.mp4"] = $"{Source} -frames:v 1 {X264}",
        ["odd-size.mp4"] = "-f lavfi -i testsrc=size=97x65:rate=24:duration=1 -c:v libx264 -preset ultrafast -pix_fmt yuv444p",
        ["varying-rate.mp4"] = $"{Source} -vf select='not(mod(n\\,3))+lt(n\\,12)' -fps_mode vfr {X264}",
        ["sound.mp4"] = $"{Source} {Sound} {X264} -c:a aac",
        ["sound-first.mp4"] = $"{Source} {Sound} -map 1:a -map 0:v {X264} -c:a aac",
        ["long-sound.mp4"] = $"{Source} -f lavfi -i sine=duration=5 {X264} -c:a aac",
        ["late-picture.mp4"] = $"-itsoffset 0.5 {Source} {Sound} {X264} -c:a aac",
        ["two-pictures.mp4"] = $"{Source} -f lavfi -i testsrc2=size=64x48:rate=12:duration=1 -map 0:v -map 1:v {X264}",
        ["timecode.mp4"] = $"{Source} -timecode 01:00:00:00 {X264}",
        ["subtitles.mp4"] = $"{Source} -i {{words.srt}} -map 0:v -map 1:s {X264} -c:s mov_text",
        ["chapters.mp4"] = $"{Source} -i {{chapters.txt}} -map_metadata 1 {X264}",
        ["hevc.mp4"] = $"{Source} -c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p -tag:v hvc1",
        ["hev1.mp4"] = $"{Source} -c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p -tag:v hev1",
        ["vp9.mp4"] = $"{Source} -c:v libvpx-vp9 -deadline realtime -cpu-used 8",
        ["av1.mp4"] = "-f lavfi -i testsrc=size=96x64:rate=24:duration=0.5 -c:v libaom-av1 -cpu-used 8 -usage realtime -pix_fmt yuv420p",
        ["mpeg4.mp4"] = $"{Source} -c:v mpeg4",
        ["fragments.mp4"] = $"{Source} {X264} -g 12 -movflags +frag_keyframe+empty_moov+default_base_moof",
        ["fragments-reordered.mp4"] = $"{Source} {Slow} -movflags +frag_keyframe+empty_moov",
        ["fragments-late.mp4"] = $"{Source} {Slow} -movflags +frag_keyframe+delay_moov",
        ["fragment-each.mp4"] = $"{Source} {X264} -movflags +frag_every_frame+empty_moov",
        ["hybrid.mp4"] = $"{Source} {X264} -g 12 -movflags +frag_keyframe",
        ["cmaf.mp4"] = $"{Source} {X264} -g 12 -movflags +cmaf+frag_keyframe",
        ["smooth.ismv"] = $"{Source} {X264} -g 12 -f ismv",
        ["quicktime.mov"] = $"{Source} {X264}",
        ["mjpeg.mov"] = $"{Source} -c:v mjpeg -pix_fmt yuvj420p",
        ["prores.mov"] = $"{Source} -c:v prores_ks",
        ["phone.3gp"] = "-f lavfi -i testsrc=size=176x144:rate=15:duration=1 -c:v mpeg4",
        ["itunes.m4v"] = $"{Source} {X264} -f ipod",
        ["vp8.webm"] = $"{Source} -c:v libvpx -deadline realtime -cpu-used 8",
        ["vp9.webm"] = $"{Source} {Sound} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus",
        ["av1.webm"] = "-f lavfi -i testsrc=size=96x64:rate=24:duration=0.5 -c:v libaom-av1 -cpu-used 8 -usage realtime -pix_fmt yuv420p",
        ["h264.mkv"] = $"{Source} {Slow}",
        ["hevc.mkv"] = $"{Source} {Sound} -c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p -c:a aac",
        ["index-first.mkv"] = $"{Source} {X264} -cues_to_front 1 -reserve_index_space 2000",
        ["small-clusters.webm"] = $"{Source} -c:v libvpx -deadline realtime -cpu-used 8 -cluster_time_limit 100",
        ["animated.gif"] = "-f lavfi -i testsrc=size=96x64:rate=10:duration=2",
        ["animated-fast.gif"] = "-f lavfi -i testsrc=size=96x64:rate=25:duration=1 -loop -1",
        ["cut.mp4"] = "-ss 0.7 -i {reordered.mp4} -c copy", // begins before a key frame: the edit list hides what comes first
    };

    // Name of the file, the file it is made of, and how.
    private static readonly Dictionary<string, (string Of, Func<byte[], byte[]> Change)> Changed = new()
    {
        ["byte-behind.mp4"] = ("base.mp4", b => [.. b, 0]),
        ["zeros-behind.mp4"] = ("base.mp4", b => [.. b, .. new byte[4096]]),
        ["text-behind.mp4"] = ("front.mp4", b => [.. b, .. "\nEND OF FILE, thank you for your order.\n"u8]),
        ["page-behind.mp4"] = ("base.mp4", b => [.. b, .. "<html><body>ok</body></html>"u8]),
        ["half-header-behind.mp4"] = ("base.mp4", b => [.. b, 0, 0, 0, 1, .. "free"u8, 0]),
        ["too-large-behind.mp4"] = ("front.mp4", b => [.. b, 0, 0, 0xFF, 0xFF, .. "free"u8]),
        ["movie-header-behind.mp4"] = ("base.mp4", b => [.. b, 0, 0, 0xFF, 0xFF, .. "moov"u8]),
        ["fragment-header-behind.mp4"] = ("front.mp4", b => [.. b, 0, 0, 0xFF, 0xFF, .. "moof"u8]),
        ["unknown-behind.mp4"] = ("base.mp4", b => [.. b, 0, 0, 0, 12, .. "xyz!"u8, 1, 2, 3, 4]),
        ["behind-fragments.mp4"] = ("fragments.mp4", b => [.. b, 0xFF, 0xFF, 0xFF]),
        ["behind.webm"] = ("vp8.webm", b => [.. b, .. new byte[100]]),
        ["behind.gif"] = ("animated.gif", b => [.. b, .. "more"u8]),
        ["no-type.mp4"] = ("base.mp4", b => Name(b, "ftyp", "free")),
        ["foreign-brand.mp4"] = ("base.mp4", b => Put(b, At(b, "ftyp") + 4, "XXXX"u8)),
        ["old-brand.mp4"] = ("base.mp4", b => Put(b, At(b, "ftyp") + 4, "qt  "u8)),
        ["open-end.mp4"] = ("front.mp4", b => Put(b, At(b, "mdat") - 8, (ReadOnlySpan<byte>)[0, 0, 0, 0])),
        ["boasting-media.mp4"] = ("front.mp4", b => Put(b, At(b, "mdat") - 8, (ReadOnlySpan<byte>)[0, 1, 0xFF, 0xFF])),
        ["large-media.mp4"] = ("base.mp4", LargeMedia),
        ["shorter-edit.mp4"] = ("base.mp4", b => Put(b, At(b, "elst") + 8, Big(1500))),
        ["longer-edit.mp4"] = ("base.mp4", b => Put(b, At(b, "elst") + 8, Big(9000))),
        ["later-edit.mp4"] = ("base.mp4", b => Put(Put(b, At(b, "elst") + 8, Big(1000)), At(b, "elst") + 12, Big((int)Number(b, At(b, "mdhd") + 12) / 2))),
        ["edit-to-behind-the-end.mp4"] = ("base.mp4", b => Put(b, At(b, "elst") + 12, Big((int)Number(b, At(b, "mdhd") + 12) / 2))),
        ["shorter-edit-reordered.mp4"] = ("reordered.mp4", b => Put(b, At(b, "elst") + 8, Big(1500))),
        ["quarter.mp4"] = ("base.mp4", b => Put(b, At(b, "tkhd") + 40, Matrix(0, 1, -1, 0))),
        ["half.mp4"] = ("base.mp4", b => Put(b, At(b, "tkhd") + 40, Matrix(-1, 0, 0, -1))),
        ["three-quarters.mov"] = ("quicktime.mov", b => Put(b, At(b, "tkhd") + 40, Matrix(0, -1, 1, 0))),
        ["turned-movie.mp4"] = ("base.mp4", b => Put(b, At(b, "mvhd") + 36, Matrix(0, 1, -1, 0))),
        ["turned-twice.mp4"] = ("base.mp4", b => Put(Put(b, At(b, "mvhd") + 36, Matrix(0, 1, -1, 0)), At(b, "tkhd") + 40, Matrix(0, 1, -1, 0))),
        ["disabled.mp4"] = ("base.mp4", b => Put(b, At(b, "tkhd") + 3, (ReadOnlySpan<byte>)[0])),
    };

    private readonly TestFolder _folder = new();
    private readonly Lock _lock = new();

    /// <summary>Names of the files that are told to the tests.</summary>
    public static TheoryData<string> Names => [.. Made.Keys, .. Changed.Keys];

    /// <summary>Path of a file.</summary>
    public string this[string name]
    {
        get
        {
            lock (_lock)
            {
                return Find(name);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private string Find(string name)
    {
        string path = _folder[name];
        if (File.Exists(path))
        {
            return path;
        }

        if (name == "words.srt")
        {
            File.WriteAllText(path, "1\n00:00:00,000 --> 00:00:03,000\nWords.\n");
        }
        else if (name == "chapters.txt")
        {
            File.WriteAllText(path, ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=One\n");
        }
        else if (Changed.TryGetValue(name, out (string Of, Func<byte[], byte[]> Change) how))
        {
            File.WriteAllBytes(path, how.Change(File.ReadAllBytes(Find(how.Of))));
        }
        else
        {
            string arguments = System.Text.RegularExpressions.Regex.Replace(Made[name], @"\{(?<name>[^}]+)\}", m => Find(m.Groups["name"].Value), System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            FfmpegFiles.Start("ffmpeg", $"-v error -y {arguments} {path}");
        }

        return path;
    }

    // Where the name of a box ends.
    private static int At(byte[] file, string box) => file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box)) + 4;

    private static uint Number(byte[] file, int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));

    private static byte[] Big(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    // a b u c d: what a matrix begins with.
    private static byte[] Matrix(int a, int b, int c, int d) => [.. Big(a << 16), .. Big(b << 16), 0, 0, 0, 0, .. Big(c << 16), .. Big(d << 16)];

    private static byte[] Put(byte[] file, int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(file.AsSpan(at));
        return file;
    }

    private static byte[] Name(byte[] file, string from, string to) => Put(file, At(file, from) - 4, System.Text.Encoding.ASCII.GetBytes(to));

    // The unused box before the media makes room for a size of 64 bits, so that no sample moves.
    private static byte[] LargeMedia(byte[] file)
    {
        int at = At(file, "mdat") - 8;
        byte[] size = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(size, Number(file, at) + 8L);
        return Put(Put(Put(file, at - 8, (ReadOnlySpan<byte>)[0, 0, 0, 1]), at - 4, "mdat"u8), at, size);
    }
}
