using System.Globalization;
using System.Text.RegularExpressions;
using VideoGen.Contract;
using VideoGen.Finishing;
using VideoGen.Lint;

namespace VideoGen.Animatic.Finishing;

/// <summary>Reads what ffmpeg writes while it looks at a clip: small frames, what its filters found, and the colours that the file names.</summary>
internal static partial class LookReading
{
    /// <summary>Pixels of each side of a small frame.</summary>
    public const int Side = PictureSample.Side;

    private const int Plane = Side * Side;
    private const int Frame = Plane * 3;

    // Of photosensitivity: how many frames it remembers, each a little less.
    private const int Memory = 30;

    /// <summary>The look.</summary>
    /// <param name="frames">Every frame, small, as planes of Y, U and V.</param>
    /// <param name="told">What the filters printed for every frame.</param>
    /// <param name="log">The log.</param>
    /// <param name="height">Pixels of the clip from top to bottom, as displayed.</param>
    /// <param name="checks">True where the filters looked for something.</param>
    /// <exception cref="IOException">There is no frame.</exception>
    public static ClipLook Of(FileStream frames, string told, string log, int height, bool checks)
    {
        long count = frames.Length / Frame;
        if (count == 0)
        {
            throw new IOException("ffmpeg found no picture in it.");
        }

        string? matrix = Colours().Match(log) is { Success: true } named && Known(named.Groups["matrix"].Value) ? named.Groups["matrix"].Value : null;
        (double red, double blue) = ColourMatrix.Of(matrix, height) switch { "smpte170m" or "bt470bg" => (0.299, 0.114), "bt2020nc" => (0.2627, 0.0593), _ => (0.2126, 0.0722) };
        return new ClipLook
        {
            First = Sample(frames, 0, red, blue),
            Last = Sample(frames, count - 1, red, blue),
            Matrix = matrix,
            Checks = checks ? Found(told, count) : null,
        };
    }

    private static bool Known(string matrix) => matrix is "bt709" or "smpte170m" or "bt470bg" or "bt2020nc";

    private static PictureSample Sample(FileStream frames, long number, double red, double blue)
    {
        byte[] yuv = new byte[Frame];
        frames.Position = number * Frame;
        frames.ReadExactly(yuv);
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

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    private static ClipChecks Found(string told, long frames)
    {
        var black = new Stretches();
        var frozen = new Stretches();
        double at = 0, before = 0, cut = 0, cutAt = 0, flash = 0, badness = 0, opening = 0;
        int number = -1;
        foreach (ReadOnlySpan<char> line in told.AsSpan().EnumerateLines())
        {
            if (line.IndexOf("pts_time:") is >= 0 and var time)
            {
                (before, at, number) = (at, Number(line[(time + "pts_time:".Length)..]), number + 1);
            }
            else if (line.IndexOf('=') is > 0 and var equals)
            {
                double value = Number(line[(equals + 1)..]);
                switch (line[..equals])
                {
                    case "lavfi.black_start": black.Begin(value); break;
                    case "lavfi.black_end": black.End(value); break;
                    case "lavfi.freezedetect.freeze_start": frozen.Begin(value); break;
                    case "lavfi.freezedetect.freeze_end": frozen.End(value); break;
                    case "lavfi.scd.score": (cut, cutAt) = value > cut ? (value, at) : (cut, cutAt); break;
                    case "lavfi.photosensitivity.badness": badness = value; break;
                    case "lavfi.photosensitivity.frame-badness":
                        // The filter compares the first frame with nothing and remembers that; a clip that begins does not flash.
                        opening = number == 0 ? value : opening;
                        flash = number == 0 ? 0 : Math.Max(flash, badness - opening * Math.Max(0, Memory - number) / Memory);
                        break;
                }
            }
        }

        double end = frames > 1 ? at + (at - before) : at;
        return new ClipChecks
        {
            BlackSeconds = Round(black.Sum(end)),
            FrozenSeconds = Round(frozen.Sum(end)),
            CutScore = Round(cut),
            CutAtSeconds = Round(cutAt),
            FlashScore = Round(flash),
        };
    }

    private static double Number(ReadOnlySpan<char> text) => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : 0;

    private static decimal Round(double number) => (decimal)Math.Round(Math.Clamp(number, 0, 1e9), 3);

    // "yuv420p(tv, bt709, progressive)", "yuv420p(tv, bt709/unknown/unknown)"
    [GeneratedRegex(@"Video: .*?\((?:(?:tv|pc), )?(?<matrix>bt709|smpte170m|bt470bg|bt2020nc)[/,)]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colours();

    /// <summary>Stretches of time that begin and end; the last may go on.</summary>
    private sealed class Stretches
    {
        private double _sum;
        private double? _since;

        public void Begin(double at) => _since = at;

        public void End(double at)
        {
            _sum += _since is { } since ? Math.Max(0, at - since) : 0;
            _since = null;
        }

        public double Sum(double end) => _sum + (_since is { } since ? Math.Max(0, end - since) : 0);
    }
}
