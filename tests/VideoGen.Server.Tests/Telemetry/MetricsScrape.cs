using System.Globalization;

namespace VideoGen.Server.Tests.Telemetry;

/// <summary>One scrape of <c>/metrics</c> in the text format of Prometheus.</summary>
/// <param name="text">The answer.</param>
internal sealed class MetricsScrape(string text)
{
    private readonly string[] _lines = [.. text.Split('\n').Where(l => l.Length > 0 && l[0] != '#')];

    /// <summary>The sum of all series of a metric that have these labels, as <c>name="value"</c>.</summary>
    public decimal Sum(string metric, params string[] labels) => Of(metric, labels).Sum(l => Value(l));

    /// <summary>The bucket of a histogram that a share of the observations does not exceed: it lies above the first bound, up to the second.</summary>
    public (decimal Above, decimal UpTo) Bucket(string histogram, int percent, params string[] labels)
    {
        decimal rank = decimal.Ceiling(percent * Sum($"{histogram}_count", labels) / 100);
        decimal below = 0;
        foreach (IGrouping<decimal, string> bound in Of($"{histogram}_bucket", labels).Where(l => !l.Contains("le=\"+Inf\"", StringComparison.Ordinal)).GroupBy(Bound).OrderBy(b => b.Key))
        {
            if (bound.Sum(l => Value(l)) >= rank)
            {
                return (below, bound.Key);
            }

            below = bound.Key;
        }

        return (below, decimal.MaxValue);
    }

    private IEnumerable<string> Of(string metric, string[] labels) =>
        _lines.Where(l => l.StartsWith($"{metric}{{", StringComparison.Ordinal) && labels.All(label => l.Contains(label, StringComparison.Ordinal)));

    // "name{labels} value timestamp"; no label of ours holds a brace.
    private static decimal Value(string line) =>
        decimal.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], NumberStyles.Float, CultureInfo.InvariantCulture);

    private static decimal Bound(string line)
    {
        string after = line[(line.IndexOf("le=\"", StringComparison.Ordinal) + 4)..];
        return decimal.Parse(after[..after.IndexOf('"', StringComparison.Ordinal)], NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
