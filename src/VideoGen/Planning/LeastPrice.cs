using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>What a request costs, or the least that it can cost where not everything is known. Pure.</summary>
/// <param name="Says">Subject and verb of a sentence that goes on with the price.</param>
/// <param name="Usd">In US dollars.</param>
public sealed record LeastPrice(string Says, decimal Usd)
{
    /// <summary>Of a plan.</summary>
    public static LeastPrice Of(PlanAnswer plan) => new("The plan costs", plan.EstimatedCostUsd);

    /// <summary>Of requests whose price is known: the dearest counts.</summary>
    internal static LeastPrice Of(ImmutableArray<PricedBatch> batches)
    {
        (int number, decimal cost) = batches.Select((b, i) => (i + 1, b.CostUsd)).MaxBy(b => b.CostUsd);
        return new(batches.Length == 1 ? "The plan costs" : $"Batch {number} alone costs", cost);
    }

    /// <summary>Of segments of which not everything is known; null where that is nothing.</summary>
    internal static LeastPrice? Of(ImmutableArray<DraftSegment> segments, LimitCheck limits, Storyboard storyboard)
    {
        decimal[] prices = [.. segments.Where(s => s.Preset is not null).Select(s => s.Preset!.Price.Of(s.Shortest))];
        if (prices.Length == 0)
        {
            return null;
        }

        bool isOneRequest = limits.Problems.IsEmpty;
        return new(isOneRequest ? "The plan costs at least" : "A single segment costs at least", (isOneRequest, storyboard.Gaps.HasFlag(Gaps.Frames)) switch
        {
            (true, true) => prices.Length * prices.Min(),
            (true, false) => prices.Sum(),
            (false, true) => prices.Min(),
            (false, false) => prices.Max(), // it is part of some request
        });
    }

    /// <summary>What is wrong with it for whoever allows so much.</summary>
    internal IEnumerable<Problem> Check(RenderSettings settings) => Usd > settings.MaxCostUsd
        ?
        [
            new(
                ProblemCodes.CostExceedsLimit,
                "/video_settings/max_cost_usd",
                $"{Says} ${Usd:0.00##}, more than the ${settings.MaxCostUsd:0.00##} allowed.",
                "Raise max_cost_usd, choose a cheaper model, or send fewer frames."),
        ]
        : [];
}
