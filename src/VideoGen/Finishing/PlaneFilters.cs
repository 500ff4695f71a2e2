using System.Collections.Immutable;
using System.Globalization;

namespace VideoGen.Finishing;

/// <summary>
/// A colour match in filters of ffmpeg: <c>lutyuv</c> gives each plane its line, <c>colorcorrect</c> adds what depends on the brightness. Where the two ends differ, both go over in
/// steps that nobody sees. A step of the lines is a filter of its own that is switched on by time: a command to <c>lutyuv</c> computes all its tables once more for a single plane. Pure.
/// </summary>
/// <param name="Moving">Filters that go from the first frame to the last.</param>
/// <param name="AtFirst">Filters as they stand at the first frame.</param>
/// <param name="AtLast">Filters as they stand at the last frame.</param>
internal sealed record PlaneFilters(ImmutableArray<string> Moving, ImmutableArray<string> AtFirst, ImmutableArray<string> AtLast)
{
    private const double Unnoticed = 1; // code value between two steps: planes have eight bits, so that smaller steps become such ones in any case
    private const int MostTables = 24;
    private const int MostSteps = 48;
    private const double Before = -9, After = 9999; // seconds that no frame has

    /// <summary>The filters.</summary>
    /// <param name="first">Map at the first frame.</param>
    /// <param name="last">Map at the last frame.</param>
    /// <param name="matrix">Matrix of the clip, as ffmpeg names it.</param>
    /// <param name="seconds">When the last frame is shown.</param>
    public static PlaneFilters Of(ColourMap first, ColourMap last, string matrix, decimal seconds)
    {
        PlaneMap At(double share) => PlaneMap.Of(first.Towards(last, share), matrix);
        (PlaneMap begin, PlaneMap end) = (At(0), At(1));
        int lines = Steps(begin.LinesFrom(end), seconds, MostTables), tints = Steps(begin.TintsFrom(end), seconds, MostSteps);

        // Both ends are exact; a single step stands in the middle.
        PlaneMap Step(int number, int steps) => At(steps is 1 ? 0.5 : (double)number / (steps - 1));
        double From(int number, int steps) => (double)seconds * (number - 0.5) / (steps - 1);
        string Shown(int number) => lines is 1 ? "" : string.Create(
            CultureInfo.InvariantCulture, $":enable='gte(t,{(number is 0 ? Before : From(number, lines)):0.####})*lt(t,{(number == lines - 1 ? After : From(number + 1, lines)):0.####})'");
        string[] commands =
        [
            .. Enumerable.Range(1, tints - 1).Select(i => string.Create(
                CultureInfo.InvariantCulture, $"{From(i, tints):0.####} {string.Join(',', Tints(Step(i, tints)).Select(t => $"colorcorrect {t.Option} {t.Value}"))}")),
        ];
        ImmutableArray<string> Still(int line, int tint) => [Lines(Step(line, lines)), Correct(Step(tint, tints))];
        return new PlaneFilters(
            [
                .. commands.Length == 0 ? Array.Empty<string>() : [$"sendcmd=c='{string.Join(';', commands)}'"],
                .. Enumerable.Range(0, lines).Select(i => Lines(Step(i, lines)) + Shown(i)),
                Correct(Step(0, tints)),
            ],
            Still(0, 0),
            Still(lines - 1, tints - 1));
    }

    private static int Steps(double apart, decimal seconds, int most) => seconds > 0 ? Math.Min(most, 1 + (int)Math.Round(apart / Unnoticed)) : 1;

    // What comes of either filter is cut to a whole number, so half a value is added.
    private static string Lines(PlaneMap map) => $"lutyuv=y={Line(map.Luma)}:u={Line(PlaneMap.AboutNeutral(map.Blue.Gain))}:v={Line(PlaneMap.AboutNeutral(map.Red.Gain))}";

    private static string Line((double Gain, double Offset) line) => string.Create(CultureInfo.InvariantCulture, $"val*{line.Gain:0.####}{line.Offset + 0.5:+0.###;-0.###;+0}");

    private static string Correct(PlaneMap map) => $"colorcorrect={string.Join(':', Tints(map).Select(t => $"{t.Option}={t.Value}"))}";

    private static (string Option, string Value)[] Tints(PlaneMap map) => [.. Tint("b", map.Blue.Offset, map.Blue.OfLuma), .. Tint("r", map.Red.Offset, map.Red.OfLuma)];

    // Given by what is added at brightness 0 and at 255, in parts of 255.
    private static IEnumerable<(string Option, string Value)> Tint(string colour, double offset, double ofLuma) =>
        [($"{colour}l", Share((offset + 0.5) / 255)), ($"{colour}h", Share((offset + 0.5) / 255 + ofLuma))];

    private static string Share(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
