using System.Globalization;

namespace VideoGen.Load.Bench;

/// <summary>Median, 99th percentile and greatest of many figures.</summary>
internal static class Spread
{
    public static string Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return sorted.Length == 0
            ? "–"
            : string.Create(CultureInfo.InvariantCulture, $"p50 {Shown(sorted[sorted.Length / 2])}, p99 {Shown(sorted[sorted.Length * 99 / 100])}, max {Shown(sorted[^1])}");
    }

    private static string Shown(double value) => value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
