using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>Holds prices against what the request may cost. Pure.</summary>
internal static class PriceCheck
{
    /// <summary>Requests whose price is known: the dearest must be allowed.</summary>
    public static IEnumerable<Problem> Of(ImmutableArray<PricedBatch> batches, RenderSettings settings)
    {
        (int number, decimal cost) = batches.Select((b, i) => (i + 1, b.CostUsd)).MaxBy(b => b.CostUsd);
        return cost > settings.MaxCostUsd ? [Refused(batches.Length == 1 ? "The plan costs" : $"Batch {number} alone costs", cost, settings)] : [];
    }

    /// <summary>Segments of which not everything is known: the least they can cost must be allowed.</summary>
    public static IEnumerable<Problem> AtLeast(ImmutableArray<DraftSegment> segments, LimitCheck limits, Storyboard storyboard)
    {
        decimal[] prices = [.. segments.Where(s => s.Preset is not null).Select(s => s.Preset!.Price.Of(s.Shortest))];
        if (prices.Length == 0)
        {
            return [];
        }

        bool isOneRequest = limits.Problems.IsEmpty;
        decimal least = (isOneRequest, storyboard.Gaps.HasFlag(Gaps.Frames)) switch
        {
            (true, true) => prices.Length * prices.Min(),
            (true, false) => prices.Sum(),
            (false, true) => prices.Min(),
            (false, false) => prices.Max(), // it is part of some request
        };
        return least > storyboard.Settings.MaxCostUsd ? [Refused(isOneRequest ? "The plan costs at least" : "A single segment costs at least", least, storyboard.Settings)] : [];
    }

    private static Problem Refused(string what, decimal cost, RenderSettings settings) => new(
        ProblemCodes.CostExceedsLimit,
        "/video_settings/max_cost_usd",
        $"{what} ${cost:0.00##}, more than the ${settings.MaxCostUsd:0.00##} allowed.",
        "Raise max_cost_usd, choose a cheaper model, or send fewer frames.");
}
