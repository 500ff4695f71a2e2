using VideoGen.Animatic.Encoding;

namespace VideoGen.Animatic.Bench;

/// <summary>Stills for measuring, made on the spot.</summary>
internal static class SyntheticStill
{
    public const int DotWidth = 1920;
    public const int DotHeight = 1080;

    /// <summary>A picture with detail everywhere, so that the encoder has real work.</summary>
    public static Task<string> DetailedAsync(string program, string folder) =>
        DrawAsync(program, Path.Combine(folder, "detailed.png"), "mandelbrot=size=1920x1080:start_scale=0.02:start_x=-0.743:start_y=0.131");

    /// <summary>A soft white dot on black, off the middle, so that a zoom moves it.</summary>
    public static Task<string> DotAsync(string program, string folder) =>
        DrawAsync(
            program, Path.Combine(folder, "dot.png"), $"color=black:size={DotWidth}x{DotHeight},format=gray,geq=lum='235*exp(-(pow(X-700,2)+pow(Y-400,2))/800)'");

    private static async Task<string> DrawAsync(string program, string path, string source)
    {
        await using FfmpegProcess ffmpeg = FfmpegProcess.Start(
            program, ["-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", source, "-frames:v", "1", $"file:{path}"]);
        (int code, string errors) = await ffmpeg.EndAsync(CancellationToken.None);
        return code == 0 ? path : throw new InvalidOperationException(errors);
    }
}
