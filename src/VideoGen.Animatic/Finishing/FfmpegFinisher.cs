using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;
using VideoGen.Finishing;

namespace VideoGen.Animatic.Finishing;

/// <summary>Looks at clips and finishes them by ffmpeg. It reads what came from strangers: from the one file only, and with bounded memory.</summary>
/// <param name="ffmpegPath">Path of ffmpeg; null takes <c>VIDEOGEN_FFMPEG</c>, else PATH.</param>
internal sealed class FfmpegFinisher(string? ffmpegPath) : IClipFinisher
{
    private const long MostMemory = 1L << 30;

    private static readonly ImmutableArray<string> Quiet = ["-nostdin", "-nostats", "-y", "-filter_threads", "1", "-filter_complex_threads", "1"];
    private static readonly ImmutableArray<string> Telling = ["-loglevel", "level+info"];

    // A file may go on for longer than it says. Decoding by several threads takes more processor time, and what encodes is slower anyway.
    private static readonly ImmutableArray<string> FromFile = ["-protocol_whitelist", "file", "-threads", "1", "-t", "900", "-i"];

    // The checks see a small picture: black, frozen, cut and flashing pictures are so at any size.
    private static readonly ImmutableArray<string> Checks =
    [
        "-map", "0:v:0", "-vf", "scale=320:-2:flags=fast_bilinear,blackdetect=d=0.1,freezedetect=n=-60dB:d=0.5,scdet,photosensitivity=bypass=1,metadata=mode=print:file=-",
        "-f", "null", "-",
    ];

    /// <inheritdoc/>
    public string? Fault => FfmpegProgram.Find(ffmpegPath) is null ? $"there is no ffmpeg. {FfmpegProgram.Remedy}" : null;

    /// <inheritdoc/>
    public async Task<ClipLook> LookAsync(string clip, int height, bool checks, string scratch, CancellationToken cancellationToken)
    {
        using var seen = new LookFiles(scratch);
        FfmpegTold told = await RunAsync([.. Telling, .. Quiet, .. FromFile, $"file:{clip}", .. seen.First(), .. seen.Last(), .. checks ? Checks : []], cancellationToken);
        return LookReading.Of(seen, told, height, checks);
    }

    /// <inheritdoc/>
    public async Task<ClipLook> LookAtEndsAsync(string clip, int height, decimal seconds, string scratch, CancellationToken cancellationToken)
    {
        using var seen = new LookFiles(scratch);
        FfmpegTold told = await RunAsync([.. Telling, .. Quiet, "-skip_frame", "noref", .. FromFile, $"file:{clip}", .. seen.First(), .. seen.Last(LookFiles.NearEnd(seconds))], cancellationToken);
        return LookReading.Of(seen, told, height, checks: false);
    }

    /// <inheritdoc/>
    public async Task<string?> ReadMatrixAsync(string clip, CancellationToken cancellationToken) => LookReading.Matrix(await RunAsync(
        [.. Telling, .. Quiet, .. FromFile, $"file:{clip}", "-map", "0:v:0", "-c", "copy", "-frames:v", "1", "-f", "null", "-"], cancellationToken));

    /// <inheritdoc/>
    public async Task<CopyLook> MakeAsync(string clip, CopyOrder order, string target, string scratch, CancellationToken cancellationToken)
    {
        bool looks = order.Checks || order.LastFrames is not null;
        using var clipEnds = new LookFiles($"{scratch}.clip");
        using var copyEnds = new LookFiles($"{scratch}.copy");
        FfmpegTold told = await RunAsync(
            [
                .. Telling, .. Quiet, .. FromFile, $"file:{clip}", .. order.Recipe, $"file:{target}",
                .. looks ? [.. clipEnds.First(), .. clipEnds.Last(LookFiles.NearEnd(order.Seconds))] : Array.Empty<string>(), .. order.Checks ? Checks : [],
                .. order.FirstFrame is { } first ? copyEnds.First(first) : [], .. order.LastFrames is { } last ? copyEnds.Last(last) : [],
            ],
            cancellationToken);
        string matrix = ColourMatrix.Of(LookReading.Matrix(told), order.Height);
        return new CopyLook
        {
            Tool = LookReading.Tool(told),
            Clip = looks ? LookReading.Of(clipEnds, told, order.Height, order.Checks) : null,
            First = LookReading.Sample(copyEnds.FirstFile, matrix),
            Last = LookReading.Sample(copyEnds.LastFile, matrix),
        };
    }

    /// <inheritdoc/>
    public Task TakeFrameAsync(string clip, int frame, string matrix, string target, CancellationToken cancellationToken) => RunAsync(
        [
            "-loglevel", "error", .. Quiet, .. FromFile, $"file:{clip}", "-map", "0:v:0", "-vf", string.Create(CultureInfo.InvariantCulture, $"select='eq(n,{frame})',setparams=colorspace={matrix},scale=flags=bicubic,format=rgb24"),
            "-frames:v", "1", "-vsync", "0", "-map_metadata", "-1", "-fflags", "+bitexact", "-c:v", "png", "-threads", "1", "-f", "image2", "-update", "1", $"file:{target}",
        ],
        cancellationToken);

    private async Task<FfmpegTold> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string program = FfmpegProgram.Find(ffmpegPath) ?? throw new IOException("there is no ffmpeg.");
        try
        {
            await using FfmpegProcess run = FfmpegProcess.Start(program, arguments, MostMemory, IsKept);
            var told = new FfmpegTold();
            await BoundedLines.ReadAsync(run.Output, told.Hear, cancellationToken);
            (int code, string errors) = await run.EndAsync(cancellationToken);
            told.Lines = run.Kept;
            return code == 0 ? told : throw new IOException($"ffmpeg ended with {code}: {Complaint(errors)}");
        }
        catch (AnimaticException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    // What a file says of itself is printed with another begin of line.
    private static bool IsKept(string line) => line.StartsWith("[info]   Stream #0:", StringComparison.Ordinal) || line.StartsWith("[info] ffmpeg version ", StringComparison.Ordinal);

    private static string Complaint(string log)
    {
        string[] lines = log.Split('\n');
        string line = lines.LastOrDefault(l => l.Contains("[error] ", StringComparison.Ordinal) || l.Contains("[fatal] ", StringComparison.Ordinal)) ?? lines[^1];
        return line[(line.LastIndexOf("] ", StringComparison.Ordinal) is >= 0 and var mark ? mark + 2 : 0)..].Trim();
    }
}
