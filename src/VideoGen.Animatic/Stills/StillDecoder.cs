using System.Collections.Immutable;
using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;
using VideoGen.Frames;
using VideoGen.Lint;

namespace VideoGen.Animatic.Stills;

/// <summary>Reads pictures, each decoded exactly once.</summary>
internal static class StillDecoder
{
    private const string Remedy = "Check the file in an image viewer, or export it again as PNG, JPEG or WebP.";

    /// <summary>Reads a picture; decodes nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="maxPixels">Most pixels.</param>
    /// <exception cref="AnimaticException">The file is missing, no picture, or too large.</exception>
    public static StillFile Read(string path, string name, long maxPixels)
    {
        switch (PictureReader.Read(Bytes(path, name), maxPixels))
        {
            case PictureReading.Good(var facts, _, var essence):
                return Math.Max(facts.Width, facts.Height) > PictureReader.MaxSide || DecodeLimits.Pixels(facts) > maxPixels
                    ? throw TooLarge(name, $"is {facts.Width}x{facts.Height}; the limit is {PictureReader.MaxSide} a side and {maxPixels:N0} pixels")
                    : new StillFile(facts, essence);
            case PictureReading.Bad bad:
                throw new AnimaticException("still_unreadable", $"The picture of {name} {bad.Reason}.", bad.Remedy);
            default:
                throw new System.Diagnostics.UnreachableException("A picture is good or bad.");
        }
    }

    /// <summary>Decodes a picture at its working size, within <see cref="DecodeLimits"/>.</summary>
    /// <exception cref="AnimaticException">ffmpeg is missing or cannot decode the picture.</exception>
    public static async Task<Planes> DecodeAsync(string program, string name, StillFile still, StillFit fit, WorkingSize size, CancellationToken cancellationToken)
    {
        var planes = new Planes(size.Width, size.Height);
        (int read, int code, string errors) = await RunAsync(program, DecodeArguments.For(still.Facts, fit, size), still, planes.Picture, planes.Length, cancellationToken);
        if (read == planes.Length)
        {
            return planes;
        }

        if (errors.Contains("Cannot allocate memory", StringComparison.OrdinalIgnoreCase))
        {
            throw TooLarge(name, $"needs more than the {DecodeLimits.Memory(still.Facts) >> 20} MB that a picture of its size may take");
        }

        if (code > 128)
        {
            throw new AnimaticException("ffmpeg_killed", $"ffmpeg was ended by signal {code - 128} while it read the picture of {name}.", "Look whether the machine ran out of memory.");
        }

        string said = errors.Length == 0 ? $"code {code}" : errors.Split('\n')[0].Trim();
        throw new AnimaticException("still_unreadable", $"The picture of {name} cannot be decoded: ffmpeg says \"{said}\".", Remedy);
    }

    /// <summary>Decodes a picture to a sample; null where ffmpeg cannot.</summary>
    /// <exception cref="AnimaticException">ffmpeg cannot be started.</exception>
    public static async Task<PictureSample?> SampleAsync(string program, StillFile still, CancellationToken cancellationToken)
    {
        byte[] rgb = new byte[PictureSample.Length];
        (int read, _, _) = await RunAsync(program, DecodeArguments.Sample(still.Facts, PictureSample.Side), still, rgb, rgb.Length, cancellationToken);
        return read == rgb.Length ? new PictureSample(rgb) : null;
    }

    private static async Task<(int Read, int Code, string Errors)> RunAsync(
        string program, ImmutableArray<string> arguments, StillFile still, Memory<byte> pixels, int length, CancellationToken cancellationToken)
    {
        await using FfmpegProcess ffmpeg = FfmpegProcess.Start(program, arguments, DecodeLimits.Memory(still.Facts));
        Task fed = FeedAsync(ffmpeg.Input, still.Essence, cancellationToken);
        int read = await ffmpeg.Output.ReadAtLeastAsync(pixels, length, throwOnEndOfStream: false, cancellationToken);
        (int code, string errors) = await ffmpeg.EndAsync(cancellationToken);
        await fed;
        return (read, code, errors);
    }

    private static byte[] Bytes(string path, string name)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            if (file.Length > DecodeLimits.MostBytes)
            {
                throw TooLarge(name, $"has {file.Length} bytes; the limit is {DecodeLimits.MostBytes}");
            }

            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AnimaticException("still_missing", $"The picture of {name} is gone: {path}.", "Put it back, or order the segment again.", gone);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new AnimaticException("still_unreadable", $"The picture of {name} cannot be read: {broken.Message}", "Check the file's permissions.", broken);
        }
    }

    private static async Task FeedAsync(Stream input, ImmutableArray<ReadOnlyMemory<byte>> essence, CancellationToken cancellationToken)
    {
        try
        {
            foreach (ReadOnlyMemory<byte> part in essence)
            {
                await input.WriteAsync(part, cancellationToken);
            }

            await input.DisposeAsync();
        }
        catch (IOException)
        {
            // ffmpeg had enough, or gave up: what it wrote and said tells.
        }
    }

    private static AnimaticException TooLarge(string name, string how) => new("still_too_large", $"The picture of {name} {how}.", "Scale it down; 3840x2160 is plenty.");
}
