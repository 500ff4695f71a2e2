using System.Collections.Immutable;
using System.Globalization;

namespace VideoGen.Finishing;

/// <summary>
/// A colour match in filters of ffmpeg. Each plane has its line from <c>eq</c>, which computes 256 values for a frame: <c>lutyuv</c> computes 196608 for every change of one of its lines.
/// <c>colorcorrect</c> adds what depends on the brightness. Where the two ends differ, both go over in steps that nobody sees. Pure.
/// </summary>
internal static class PlaneFilters
{
    private const double Unnoticed = 1; // code value between two steps: planes have eight bits, so that smaller steps become such ones in any case
    private const int MostSteps = 48;

    // Without a gamma, eq rounds the offset to five values of 255.
    private const string Gamma = "gamma=1.000001";

    /// <summary>The filters; those of the planes are one graph.</summary>
    /// <param name="first">Map at the first frame.</param>
    /// <param name="last">Map at the last frame.</param>
    /// <param name="matrix">Matrix of the clip, as ffmpeg names it.</param>
    /// <param name="seconds">When the last frame is shown.</param>
    public static ImmutableArray<string> Of(ColourMap first, ColourMap last, string matrix, decimal seconds)
    {
        PlaneMap At(double share) => PlaneMap.Of(first.Towards(last, share), matrix);
        (PlaneMap begin, PlaneMap end) = (At(0), At(1));
        int steps = seconds > 0 ? Math.Min(MostSteps, (int)Math.Round(begin.FarthestFrom(end) / Unnoticed)) : 0;
        if (steps is 0)
        {
            (begin, end) = (At(0.5), At(0.5));
        }

        string share = string.Create(CultureInfo.InvariantCulture, $"round(min(t/{seconds:0.####},1)*{steps})/{steps}");
        string Eq((double Gain, double Offset) from, (double Gain, double Offset) to)
        {
            ((double Contrast, double Brightness) a, (double Contrast, double Brightness) b) = (Line(from), Line(to));
            return steps is 0
                ? string.Create(CultureInfo.InvariantCulture, $"eq={Gamma}:contrast={a.Contrast:0.######}:brightness={a.Brightness:0.######}")
                : string.Create(CultureInfo.InvariantCulture, $"eq=eval=frame:{Gamma}:contrast='{a.Contrast:0.######}{b.Contrast - a.Contrast:+0.######;-0.######}*{share}':brightness='{a.Brightness:0.######}{b.Brightness - a.Brightness:+0.######;-0.######}*{share}'");
        }

        string[] commands =
        [
            .. Enumerable.Range(1, steps).Select(i => string.Create(
                CultureInfo.InvariantCulture, $"{(double)seconds * (i - 0.5) / steps:0.####} {string.Join(',', Tints(At((double)i / steps)).Select(t => $"colorcorrect {t.Option} {t.Value}"))}")),
        ];
        return
        [
            .. commands.Length == 0 ? Array.Empty<string>() : [$"sendcmd=c='{string.Join(';', commands)}'"],
            $"extractplanes=y+u+v[y][u][v];[y]{Eq(begin.Luma, end.Luma)}[y2];[u]{Eq(About(begin.Blue.Gain), About(end.Blue.Gain))}[u2];[v]{Eq(About(begin.Red.Gain), About(end.Red.Gain))}[v2];[y2][u2][v2]mergeplanes=0x001020:yuv420p",
            $"colorcorrect={string.Join(':', Tints(begin).Select(t => $"{t.Option}={t.Value}"))}",
        ];
    }

    private static (double Gain, double Offset) About(double gain) => PlaneMap.AboutNeutral(gain);

    // eq makes 256 × (contrast × (value / 255 - 0.5) + 0.5 + brightness) of a value. That, and what comes of colorcorrect, is cut to a whole number, so half a value is added.
    private static (double Contrast, double Brightness) Line((double Gain, double Offset) line)
    {
        double contrast = line.Gain * 255 / 256;
        return (contrast, (line.Offset + 0.5) / 256 - 0.5 + contrast / 2);
    }

    private static (string Option, string Value)[] Tints(PlaneMap map) => [.. Tint("b", map.Blue.Offset, map.Blue.OfLuma), .. Tint("r", map.Red.Offset, map.Red.OfLuma)];

    // Given by what is added at brightness 0 and at 255, in parts of 255.
    private static IEnumerable<(string Option, string Value)> Tint(string colour, double offset, double ofLuma) =>
        [($"{colour}l", Share((offset + 0.5) / 255)), ($"{colour}h", Share((offset + 0.5) / 255 + ofLuma))];

    private static string Share(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
