using VideoGen.Animatic.Encoding;
using VideoGen.Files;
using VideoGen.Frames;

namespace VideoGen.Animatic.Rendering;

/// <summary>
/// Renders clips from stills: real camera moves, sub-pixel smooth, encoded as H.264. Thread-safe; a few render at a time, the others
/// wait in line, so that many orders do not choke a small machine.
/// </summary>
public sealed class AnimaticRenderer : IDisposable
{
    /// <summary>How long ffmpeg may take for one frame before it counts as stuck.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    private readonly string? _ffmpegPath;
    private readonly long _maxPixels;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;

    /// <summary>Makes a renderer.</summary>
    /// <param name="ffmpegPath">Path of ffmpeg; null takes <c>VIDEOGEN_FFMPEG</c>, else PATH.</param>
    /// <param name="parallel">Renders at a time, 1 or more; null for one on every two processors.</param>
    /// <param name="time">Clock of <see cref="LongestSilence"/>; null for the machine's.</param>
    /// <param name="maxPixels">Most pixels of a still; null for 100 million.</param>
    public AnimaticRenderer(string? ffmpegPath = null, int? parallel = null, TimeProvider? time = null, long? maxPixels = null)
    {
        _maxPixels = maxPixels ?? new PictureLimits().MaxPixels;
        _time = time ?? TimeProvider.System;
        _ffmpegPath = ffmpegPath;
        _places = new SemaphoreSlim(parallel ?? Math.Max(1, Environment.ProcessorCount / 2));
    }

    /// <summary>Renders a clip. The file appears under its name only when it is whole and on disk; an existing one is replaced.</summary>
    /// <param name="spec">What to render.</param>
    /// <param name="outputPath">MP4 file; its folder must exist.</param>
    /// <param name="progress">Gets the share of frames done, more than 0 to 1; the first report comes when the render leaves the line.</param>
    /// <param name="cancellationToken">Ends the render at once; nothing is left behind.</param>
    /// <exception cref="AnimaticException">The clip could not be rendered; says why and what to do.</exception>
    /// <exception cref="ArgumentException">The specification is out of range.</exception>
    /// <exception cref="IOException">The file could not be put in place.</exception>
    public async Task<AnimaticClip> RenderAsync(
        AnimaticSpec spec, string outputPath, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentException.ThrowIfNullOrEmpty(outputPath);
        if (spec.Fault is { } fault)
        {
            throw new ArgumentException(fault, nameof(spec));
        }

        string program = FfmpegProgram.Find(_ffmpegPath)
            ?? throw new AnimaticException("ffmpeg_missing", "ffmpeg was not found.", FfmpegProgram.Remedy);
        string part = $"{Path.GetFullPath(outputPath)}.{Environment.ProcessId}.part";
        await _places.WaitAsync(cancellationToken);
        try
        {
            // Off the caller's thread: drawing is plain work for a processor.
            return await Task.Run(() => WatchAsync(program, spec, part, outputPath, progress, cancellationToken), cancellationToken);
        }
        finally
        {
            _places.Release();
            File.Delete(part);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    // Both ends of a render end with the token; what is left of ffmpeg then is killed by its owner.
    private async Task<AnimaticClip> WatchAsync(
        string program, AnimaticSpec spec, string part, string outputPath, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(LongestSilence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await RenderAsync(program, spec, part, outputPath, progress, silence, either.Token);
        }
        catch (OperationCanceledException stuck) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AnimaticException("ffmpeg_stuck", $"ffmpeg did nothing for {LongestSilence.TotalSeconds:0} s and was ended.",
                "Look at the load of the machine and at its disks.", stuck);
        }
    }

    private async Task<AnimaticClip> RenderAsync(
        string program, AnimaticSpec spec, string part, string outputPath, IProgress<double>? progress, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        progress?.Report(0.001);
        FrameComposer composer = await FrameComposer.CreateAsync(program, spec, _maxPixels, cancellationToken);
        await using (ClipEncoder encoder = ClipEncoder.Start(program, spec, part))
        {
            for (int i = 0; i < spec.Frames; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await encoder.AddAsync(composer.Draw(i), cancellationToken);
                silence.CancelAfter(LongestSilence);
                progress?.Report((double)(i + 1) / (spec.Frames + 1));
            }

            await encoder.EndAsync(cancellationToken);
        }

        using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
        {
            written.Flush(flushToDisk: true);
        }

        OwnerOnly.Narrow(part);
        File.Move(part, outputPath, overwrite: true);
        progress?.Report(1);
        return new AnimaticClip(spec.Frames, composer.Notes);
    }
}
