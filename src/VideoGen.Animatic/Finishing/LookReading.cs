using System.Text.RegularExpressions;
using VideoGen.Finishing;
using VideoGen.Lint;

namespace VideoGen.Animatic.Finishing;

/// <summary>Reads what ffmpeg writes while it looks at a clip: small frames, and the colours that the file names.</summary>
internal static partial class LookReading
{
    /// <summary>Pixels of each side of a small frame.</summary>
    public const int Side = PictureSample.Side;

    private const int Plane = Side * Side;
    private const int Frame = Plane * 3;

    /// <summary>The look.</summary>
    /// <param name="seen">Both ends.</param>
    /// <param name="told">What ffmpeg told.</param>
    /// <param name="height">Pixels of the clip from top to bottom, as displayed.</param>
    /// <param name="checks">True where the filters looked for something.</param>
    /// <exception cref="IOException">There is no frame.</exception>
    public static ClipLook Of(LookFiles seen, FfmpegTold told, int height, bool checks)
    {
        string? matrix = Matrix(told);
        string shown = ColourMatrix.Of(matrix, height);
        return Sample(seen.FirstFile, shown) is { } first && Sample(seen.LastFile, shown) is { } last
            ? new ClipLook { First = first, Last = last, Matrix = matrix, IsPlain = Stream(told) is { } stream && Plain().IsMatch(stream), Checks = checks ? told.Checks : null }
            : throw new IOException("ffmpeg found no picture in it.");
    }

    /// <summary>The matrix that the first picture stream names; null where it names none.</summary>
    public static string? Matrix(FfmpegTold told) =>
        Stream(told) is { } line && Colours().Match(line) is { Success: true } named ? named.Groups["matrix"].Value : null;

    /// <summary>The program with its version: <c>ffmpeg 5.1.9</c>.</summary>
    public static string Tool(FfmpegTold told) => told.Lines.Select(l => Version().Match(l)).FirstOrDefault(m => m.Success) is { } named ? $"ffmpeg {named.Groups["version"].Value}" : "ffmpeg";

    /// <summary>A small frame: planes of Y, U and V in limited range; null where there is none.</summary>
    public static PictureSample? Sample(string file, string matrix)
    {
        byte[] yuv = File.Exists(file) ? File.ReadAllBytes(file) : [];
        if (yuv.Length != Frame)
        {
            return null;
        }

        (double red, double blue) = ColourMatrix.Weights(matrix);
        byte[] rgb = new byte[Frame];
        double green = 1 - red - blue;
        for (int i = 0; i < Plane; i++)
        {
            double y = (yuv[i] - 16) * 255 / 219.0, u = (yuv[Plane + i] - 128) * 255 / 224.0, v = (yuv[2 * Plane + i] - 128) * 255 / 224.0;
            double r = y + 2 * (1 - red) * v, b = y + 2 * (1 - blue) * u;
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = (Byte(r), Byte((y - red * r - blue * b) / green), Byte(b));
        }

        return new PictureSample(rgb);
    }

    private static string? Stream(FfmpegTold told) => told.Lines.FirstOrDefault(s => s.Contains(": Video: ", StringComparison.Ordinal));

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    // "ffmpeg version 5.1.9-0+deb12u1 Copyright"
    [GeneratedRegex(@"\] ffmpeg version (?<version>\S+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Version();

    // "yuv420p(tv, bt709, progressive)", "yuv420p(tv, bt709/unknown/unknown)"
    [GeneratedRegex(@"Video: .*?\((?:(?:tv|pc), )?(?<matrix>bt709|smpte170m|bt470bg|bt2020nc)[/,)]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Colours();

    // "h264 (High), yuv420p, 1280x720", and not "yuv420p(pc", "yuvj420p(pc"
    [GeneratedRegex(@"Video: [^,]*, yuv420p(?:,|\((?!pc))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Plain();
}
