using System.Collections.Immutable;

namespace VideoGen.Animatic.Encoding;

/// <summary>
/// The arguments that turn raw frames into a clip. Everything that ends up in the stream's headers is fixed here, so that the clips of a
/// request join without re-encoding, and nothing depends on the time or the machine, so that the same frames give the same bytes.
/// </summary>
internal static class EncodeArguments
{
    private static readonly ImmutableArray<string> Quiet = ["-hide_banner", "-nostdin", "-loglevel", "error", "-xerror", "-y"];

    private static readonly ImmutableArray<string> Colour =
        ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv", "-chroma_sample_location", "left"];

    // Two threads, not "as many as there are": the number of threads changes the bytes.
    private static readonly ImmutableArray<string> H264 =
    [
        "-c:v", "libx264", "-preset", "faster", "-crf", "17", "-profile:v", "high", "-level:v", "4.0", "-pix_fmt", "yuv420p",
        "-g", "48", "-bf", "2", "-threads", "2", "-x264-params", "open-gop=0:stitchable=1",
    ];

    private static readonly ImmutableArray<string> Mp4 =
        ["-an", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact+cgop", "-movflags", "+faststart", "-f", "mp4"];

    /// <summary>Frames from standard input into a file.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="framesPerSecond">Rate.</param>
    /// <param name="output">File to write; replaced when it exists.</param>
    public static ImmutableArray<string> For(int width, int height, decimal framesPerSecond, string output) =>
        For(width, height, framesPerSecond, "pipe:0", output);

    /// <summary>Frames from any raw source into a file.</summary>
    public static ImmutableArray<string> For(int width, int height, decimal framesPerSecond, string source, string output) =>
    [
        .. Quiet, .. RawFrames(width, height, framesPerSecond, source), "-vf", "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709",
        .. H264, .. Colour, .. Mp4, "-video_track_timescale", Timescale(framesPerSecond), $"file:{output}",
    ];

    private static ImmutableArray<string> RawFrames(int width, int height, decimal framesPerSecond, string source) =>
        ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", $"{width}x{height}", "-framerate", Rate(framesPerSecond), "-i", source];

    private static string Rate(decimal framesPerSecond) => framesPerSecond switch
    {
        23.976m => "24000/1001",
        29.97m => "30000/1001",
        59.94m => "60000/1001",
        _ => framesPerSecond.ToString("0.######"),
    };

    private static string Timescale(decimal framesPerSecond) =>
        framesPerSecond == Math.Floor(framesPerSecond) ? (framesPerSecond * 512).ToString("0") : "90000";
}
