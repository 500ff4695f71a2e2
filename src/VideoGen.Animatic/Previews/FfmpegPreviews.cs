using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;
using VideoGen.Previews;

namespace VideoGen.Animatic.Previews;

/// <summary>Small pictures and clips by ffmpeg. It reads what came from strangers: from the one file only, and with bounded memory.</summary>
/// <param name="ffmpegPath">Path of ffmpeg; null takes <c>VIDEOGEN_FFMPEG</c>, else PATH.</param>
internal sealed class FfmpegPreviews(string? ffmpegPath) : IPreviewMaker
{
    private const int ProxyBytes = 90_000;
    private const long MostMemory = 1L << 30;

    private static readonly ImmutableArray<string> Quiet = ["-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-protocol_whitelist", "file"];

    /// <inheritdoc/>
    public Task MakeProxyAsync(string clip, decimal seconds, string target, CancellationToken cancellationToken)
    {
        // The buffer bounds the whole file: so many bits a second, and half a second of them at once.
        string rate = ((int)(ProxyBytes * 8 / (seconds + 0.5m))).ToString(CultureInfo.InvariantCulture);
        string buffer = ((int)(ProxyBytes * 8 / (seconds + 0.5m) / 2)).ToString(CultureInfo.InvariantCulture);
        return RunAsync(
            [
                .. Quiet, "-i", $"file:{clip}", "-an", "-sn", "-dn", "-map", "0:v:0", "-vf", Fit(640, 360),
                "-c:v", "libx264", "-preset", "veryfast", "-crf", "28", "-maxrate", rate, "-bufsize", buffer, "-pix_fmt", "yuv420p", "-g", "24", "-threads", "1",
                "-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4", $"file:{target}",
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task MakePictureAsync(string source, int width, int height, string target, CancellationToken cancellationToken) => RunAsync(
        [
            .. Quiet, "-i", $"file:{source}", "-map", "0:v:0", "-frames:v", "1", "-vf", Fit(width, height), "-pix_fmt", "yuvj420p", "-q:v", "5", "-threads", "1",
            "-map_metadata", "-1", "-c:v", "mjpeg", "-f", "image2", "-update", "1", $"file:{target}",
        ],
        cancellationToken);

    private static string Fit(int width, int height) =>
        string.Create(CultureInfo.InvariantCulture, $"scale=w='min({width},iw)':h='min({height},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2");

    private async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string program = FfmpegProgram.Find(ffmpegPath) ?? throw new IOException("There is no ffmpeg.");
        try
        {
            await using FfmpegProcess run = FfmpegProcess.Start(program, arguments, MostMemory);
            (int code, string errors) = await run.EndAsync(cancellationToken);
            if (code != 0)
            {
                throw new IOException($"ffmpeg ended with {code}: {errors}");
            }
        }
        catch (AnimaticException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
