using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Stills;

/// <summary>Reads pictures, each decoded exactly once.</summary>
internal static class StillDecoder
{
    private const int MostSide = 16_384;
    private const long MostPixels = 120_000_000;
    private const string Remedy = "Check the file in an image viewer, or export it again as PNG, JPEG or WebP.";

    /// <summary>Reads the header of a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="AnimaticException">The file is missing, no picture, or too large.</exception>
    public static StillHeader Header(string path, string name)
    {
        StillHeader? header;
        try
        {
            header = StillHeaderReader.Read(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AnimaticException("still_missing", $"The picture of {name} is gone: {path}.", "Put it back, or order the segment again.", gone);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new AnimaticException("still_unreadable", $"The picture of {name} cannot be read: {broken.Message}", "Check the file's permissions.", broken);
        }

        if (header is null)
        {
            throw new AnimaticException("still_unreadable", $"The picture of {name} is not a readable PNG, JPEG or WebP file.", Remedy);
        }

        return header.Width > MostSide || header.Height > MostSide || (long)header.Width * header.Height > MostPixels
            ? throw new AnimaticException(
                "still_too_large",
                $"The picture of {name} is {header.Width}x{header.Height}; the limit is {MostSide} a side and {MostPixels / 1_000_000} megapixels.",
                "Scale it down; 3840x2160 is plenty.")
            : header;
    }

    /// <summary>Decodes a picture at its working size.</summary>
    /// <exception cref="AnimaticException">ffmpeg is missing or cannot decode the picture.</exception>
    public static async Task<Planes> DecodeAsync(
        string program, string path, string name, StillHeader header, StillFit fit, WorkingSize size, CancellationToken cancellationToken)
    {
        var planes = new Planes(size.Width, size.Height);
        await using FfmpegProcess ffmpeg = FfmpegProcess.Start(program, DecodeArguments.For(path, header, fit, size));
        ffmpeg.Input.Close();
        int read = await ffmpeg.Output.ReadAtLeastAsync(planes.Picture, planes.Length, throwOnEndOfStream: false, cancellationToken);
        (int code, string errors) = await ffmpeg.EndAsync(cancellationToken);
        if (read == planes.Length)
        {
            return planes;
        }

        if (code > 128)
        {
            throw new AnimaticException("ffmpeg_killed", $"ffmpeg was ended by signal {code - 128} while it read the picture of {name}.", "Look whether the machine ran out of memory.");
        }

        string said = errors.Length == 0 ? $"code {code}" : errors.Split('\n')[0].Trim();
        throw new AnimaticException("still_unreadable", $"The picture of {name} cannot be decoded: ffmpeg says \"{said}\".", Remedy);
    }
}
