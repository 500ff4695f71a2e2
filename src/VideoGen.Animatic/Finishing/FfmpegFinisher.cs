using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;
using VideoGen.Finishing;

namespace VideoGen.Animatic.Finishing;

/// <summary>Looks at clips and finishes them by ffmpeg. It reads what came from strangers: from the one file only, and with bounded memory.</summary>
/// <param name="ffmpegPath">Path of ffmpeg; null takes <c>VIDEOGEN_FFMPEG</c>, else PATH.</param>
internal sealed partial class FfmpegFinisher(string? ffmpegPath) : IClipFinisher
{
    private const long MostMemory = 1L << 30;

    private static readonly ImmutableArray<string> Quiet = ["-hide_banner", "-nostdin", "-nostats", "-y", "-filter_threads", "2", "-filter_complex_threads", "2"];
    private static readonly ImmutableArray<string> FromFile = ["-protocol_whitelist", "file", "-i"];

    // The checks see a small picture: black, frozen, cut and flashing pictures are so at any size.
    private const string Checks = "scale=320:-2:flags=fast_bilinear,blackdetect=d=0.1,freezedetect=n=-60dB:d=0.5,scdet,photosensitivity=bypass=1,metadata=mode=print:file=-";

    private string? _tool;

    /// <inheritdoc/>
    public string? Fault => FfmpegProgram.Find(ffmpegPath) is null ? $"there is no ffmpeg. {FfmpegProgram.Remedy}" : null;

    /// <inheritdoc/>
    public async Task<string> ReadToolAsync(CancellationToken cancellationToken) => _tool ??= await AskAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<ClipLook> LookAsync(string clip, int height, bool checks, string scratch, CancellationToken cancellationToken)
    {
        string samples = $"[0:v:0]{(checks ? "split=2[whole][small];[whole]" : "")}scale={LookReading.Side}:{LookReading.Side}:flags=area:out_range=tv,format=yuv444p[samples]";
        string[] filters = checks ? [samples, $"[small]{Checks}[checked]"] : [samples];
        string[] nowhere = checks ? ["-map", "[checked]", "-f", "null", "-"] : [];
        try
        {
            (string told, string log) = await RunAsync(
                ["-loglevel", "info", .. Quiet, .. FromFile, $"file:{clip}", "-filter_complex", string.Join(';', filters), "-map", "[samples]", "-vsync", "0", "-f", "rawvideo", $"file:{scratch}", .. nowhere],
                cancellationToken);
            using FileStream pixels = File.OpenRead(scratch);
            return LookReading.Of(pixels, told, log, height, checks);
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    /// <inheritdoc/>
    public Task MakeAsync(string clip, ImmutableArray<string> recipe, string target, CancellationToken cancellationToken) =>
        RunAsync(["-loglevel", "error", .. Quiet, .. FromFile, $"file:{clip}", .. recipe, $"file:{target}"], cancellationToken);

    /// <inheritdoc/>
    public Task TakeFrameAsync(string clip, int frame, string matrix, string target, CancellationToken cancellationToken) => RunAsync(
        [
            "-loglevel", "error", .. Quiet, .. FromFile, $"file:{clip}", "-map", "0:v:0", "-vf", string.Create(CultureInfo.InvariantCulture, $"select='eq(n,{frame})',setparams=colorspace={matrix},scale=flags=bicubic,format=rgb24"),
            "-frames:v", "1", "-vsync", "0", "-map_metadata", "-1", "-fflags", "+bitexact", "-c:v", "png", "-threads", "1", "-f", "image2", "-update", "1", $"file:{target}",
        ],
        cancellationToken);

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        (string told, _) = await RunAsync(["-version"], cancellationToken);
        return Version().Match(told) is { Success: true } version ? $"ffmpeg {version.Groups["version"].Value}" : "ffmpeg";
    }

    private async Task<(string Told, string Log)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string program = FfmpegProgram.Find(ffmpegPath) ?? throw new IOException("there is no ffmpeg.");
        try
        {
            await using FfmpegProcess run = FfmpegProcess.Start(program, arguments, MostMemory);
            using var reader = new StreamReader(run.Output);
            string told = await reader.ReadToEndAsync(cancellationToken);
            (int code, string errors) = await run.EndAsync(cancellationToken);
            return code == 0 ? (told, errors) : throw new IOException($"ffmpeg ended with {code}: {errors.Split('\n')[^1].Trim()}");
        }
        catch (AnimaticException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    [GeneratedRegex(@"^ffmpeg version (?<version>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
