using System.Collections.Immutable;
using System.Globalization;

namespace VideoGen.Finishing;

/// <summary>
/// A colour match in filters of ffmpeg. Where the two ends differ, it goes over in steps that nobody sees. Each part has its own steps: ffmpeg computes a whole table for every
/// command to <c>lutyuv</c>, which costs as much as coding a frame. Pure.
/// </summary>
/// <param name="Moving">Filters that go from the first frame to the last.</param>
/// <param name="AtFirst">Filters as they stand at the first frame.</param>
/// <param name="AtLast">Filters as they stand at the last frame.</param>
internal sealed record PlaneFilters(ImmutableArray<string> Moving, ImmutableArray<string> AtFirst, ImmutableArray<string> AtLast)
{
    private const double Unnoticed = 0.5; // code values between two steps
    private const int MostTables = 24;
    private const int MostSteps = 48;

    /// <summary>The filters.</summary>
    /// <param name="first">Map at the first frame.</param>
    /// <param name="last">Map at the last frame.</param>
    /// <param name="matrix">Matrix of the clip, as ffmpeg names it.</param>
    /// <param name="seconds">Length of the clip.</param>
    public static PlaneFilters Of(ColourMap first, ColourMap last, string matrix, decimal seconds)
    {
        PlaneMap At(double share) => PlaneMap.Of(first.Towards(last, share), matrix);
        (PlaneMap begin, PlaneMap end) = (At(0), At(1));
        (double blue, double red) = begin.GainsFrom(end);

        // What comes of either filter is cut to a whole number, so half a value is added.
        Part[] parts =
        [
            new("lutyuv", Steps(begin.LumaFrom(end), MostTables), m => [("y", Line(m.Luma))]),
            new("lutyuv", Steps(blue, MostTables), m => [("u", Line(PlaneMap.AboutNeutral(m.Blue.Gain)))]),
            new("lutyuv", Steps(red, MostTables), m => [("v", Line(PlaneMap.AboutNeutral(m.Red.Gain)))]),
            new("colorcorrect", Steps(begin.TintsFrom(end), MostSteps), m => [.. Tint("b", m.Blue.Offset, m.Blue.OfLuma), .. Tint("r", m.Red.Offset, m.Red.OfLuma)]),
        ];
        string[] commands =
        [
            .. parts.SelectMany(p => Enumerable.Range(1, p.Steps - 1).Select(i => (Time: (double)seconds * i / p.Steps, Part: p, Map: At((i + 0.5) / p.Steps))))
                .OrderBy(c => c.Time)
                .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Time:0.####} {string.Join(',', c.Part.Values(c.Map).Select(v => $"{c.Part.Filter} {v.Option} {v.Value}"))}")),
        ];
        ImmutableArray<string> atFirst = Filters(parts, steps => At(0.5 / steps));
        return new PlaneFilters(
            commands.Length == 0 ? atFirst : [$"sendcmd=c='{string.Join(';', commands)}'", .. atFirst], atFirst, Filters(parts, steps => At((steps - 0.5) / steps)));
    }

    private static int Steps(double apart, int most) => Math.Clamp((int)Math.Ceiling(apart / Unnoticed), 1, most);

    private static ImmutableArray<string> Filters(Part[] parts, Func<int, PlaneMap> map) =>
    [
        .. parts.GroupBy(p => p.Filter, StringComparer.Ordinal).Select(f => $"{f.Key}={string.Join(':', f.SelectMany(p => p.Values(map(p.Steps))).Select(v => $"{v.Option}={v.Value}"))}"),
    ];

    private static string Line((double Gain, double Offset) line) => string.Create(CultureInfo.InvariantCulture, $"val*{line.Gain:0.####}{line.Offset + 0.5:+0.###;-0.###;+0}");

    // Given by what is added at brightness 0 and at 255, in parts of 255.
    private static IEnumerable<(string Option, string Value)> Tint(string colour, double offset, double ofLuma) =>
        [($"{colour}l", Share((offset + 0.5) / 255)), ($"{colour}h", Share((offset + 0.5) / 255 + ofLuma))];

    private static string Share(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private sealed record Part(string Filter, int Steps, Func<PlaneMap, (string Option, string Value)[]> Values);
}
