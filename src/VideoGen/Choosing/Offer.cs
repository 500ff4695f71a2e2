using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Choosing;

/// <summary>The plan of one set of models, with its price. Pure.</summary>
/// <param name="Set">The provider and its models.</param>
/// <param name="Result">The plan; null where the models do not suit.</param>
/// <param name="Reason">Why it cannot be chosen; null where it can.</param>
internal sealed record Offer(ModelSet Set, PlanResult? Result, string? Reason)
{
    /// <summary>Wire name of the provider.</summary>
    public string Provider => Set.Provider.Provider;

    /// <summary>The plan, where there is one.</summary>
    public PlanResult.Planned? Plan => Result as PlanResult.Planned;

    /// <summary>True where the provider as a whole may not be chosen, whatever its models are like.</summary>
    public bool IsBarred { get; init; }

    /// <summary>True when it can be chosen.</summary>
    public bool Fits => Reason is null && Plan is not null;

    /// <summary>True when it could be chosen, were the frames sent as several requests.</summary>
    public bool FitsInParts => !IsBarred && Set.Reason is null && Result is PlanResult.Refused { Refusal: { Batches: { Length: > 1 } } refusal }
        && refusal.Problems.All(p => p.Code is ProblemCodes.TooManySegments or ProblemCodes.RuntimeExceedsLimit);

    /// <summary>Price in US dollars; null where it is not known.</summary>
    public decimal? CostUsd => Plan?.Answer.EstimatedCostUsd ?? (Result as PlanResult.Refused)?.Refusal.EstimatedCostUsd;

    /// <summary>Seconds that are ordered; null where they are not known.</summary>
    public decimal? Seconds => Segments.IsEmpty ? null : Segments.Sum(s => s.SlotSeconds);

    /// <summary>Seconds that are ordered and not wanted.</summary>
    public decimal Extra => Segments.Sum(s => Math.Max(s.SlotSeconds - s.WantedSeconds, 0));

    /// <summary>Seconds that are wanted and not ordered.</summary>
    public decimal Missing => Segments.Sum(s => Math.Max(s.WantedSeconds - s.SlotSeconds, 0));

    private ImmutableArray<PlannedSegment> Segments =>
        Plan?.Answer.Segments ?? [.. (Result as PlanResult.Refused)?.Batches.SelectMany(b => b).Select(s => s.Planned) ?? []];

    /// <summary>The plan of a set of models.</summary>
    public static Offer Of(ModelSet set, Func<ModelSet, PlanResult> plan)
    {
        PlanResult? result = set.Reason is null ? plan(set) : null;
        return new Offer(set, result, set.Reason ?? (result is PlanResult.Refused refused ? refused.Refusal.Problems[0].Message.TrimEnd('.') : null));
    }

    /// <summary>As callers see it.</summary>
    public PlanOffer ToWire(bool isChosen) => new()
    {
        Provider = Provider,
        Models = Set.Models,
        EstimatedCostUsd = CostUsd,
        TotalSeconds = Seconds,
        ExtraSeconds = Extra > 0 ? Extra : null,
        MissingSeconds = Missing > 0 ? Missing : null,
        Chosen = isChosen ? true : null,
        Reason = Reason,
    };
}
