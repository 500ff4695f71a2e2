using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Encoding;

/// <summary>Takes raw frames and makes a clip of them; the file is whole when <see cref="EndAsync"/> returned, and not before.</summary>
internal sealed class ClipEncoder : IAsyncDisposable
{
    private readonly FfmpegProcess _ffmpeg;

    private ClipEncoder(FfmpegProcess ffmpeg) => _ffmpeg = ffmpeg;

    /// <summary>Starts the encoder.</summary>
    /// <param name="program">Path of ffmpeg.</param>
    /// <param name="spec">Size and rate.</param>
    /// <param name="output">File to write.</param>
    /// <exception cref="AnimaticException">The program cannot be started.</exception>
    public static ClipEncoder Start(string program, AnimaticSpec spec, string output) =>
        new(FfmpegProcess.Start(program, EncodeArguments.For(spec.Width, spec.Height, spec.FramesPerSecond, output)));

    /// <summary>Adds a frame.</summary>
    /// <exception cref="AnimaticException">The encoder ended early.</exception>
    public async ValueTask AddAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        try
        {
            await _ffmpeg.Input.WriteAsync(frame, cancellationToken);
        }
        catch (IOException)
        {
            throw await FailureAsync(cancellationToken);
        }
    }

    /// <summary>Ends the clip and waits until ffmpeg wrote it.</summary>
    /// <exception cref="AnimaticException">The clip is not whole.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _ffmpeg.Input.DisposeAsync();
        }
        catch (IOException)
        {
            throw await FailureAsync(cancellationToken);
        }

        (int code, string errors) = await _ffmpeg.EndAsync(cancellationToken);
        if (code != 0)
        {
            throw Failure(code, errors);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _ffmpeg.DisposeAsync();

    private async Task<AnimaticException> FailureAsync(CancellationToken cancellationToken)
    {
        (int code, string errors) = await _ffmpeg.EndAsync(cancellationToken);
        return Failure(code, errors);
    }

    private static AnimaticException Failure(int code, string errors)
    {
        if (errors.Contains("No space left", StringComparison.OrdinalIgnoreCase) || errors.Contains("Disk quota", StringComparison.OrdinalIgnoreCase)
            || errors.Contains("File too large", StringComparison.OrdinalIgnoreCase))
        {
            return new AnimaticException("disk_full", "The disk is full: the clip could not be written.", "Free some space.");
        }

        if (errors.Contains("Unknown encoder", StringComparison.OrdinalIgnoreCase))
        {
            return new AnimaticException("ffmpeg_unusable", "This ffmpeg has no libx264 encoder.", FfmpegProgram.Remedy);
        }

        // The shell's convention: 128 + signal.
        if (code > 128)
        {
            return new AnimaticException("ffmpeg_killed", $"ffmpeg was ended by signal {code - 128} while it encoded the clip.",
                "Look whether the machine ran out of memory.");
        }

        string said = errors.Length == 0 ? "" : $": {LastLine(errors)}";
        return new AnimaticException("render_failed", $"ffmpeg ended with code {code} while it encoded the clip{said}.",
            "Order the segment again; if it fails again, run `videogen doctor`.");
    }

    private static string LastLine(string errors) => errors.Split('\n')[^1].Trim().TrimEnd('.');
}
