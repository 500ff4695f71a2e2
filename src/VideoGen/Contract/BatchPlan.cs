using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>A batch as it would be planned when it is sent as a request of its own.</summary>
/// <param name="Number">From 1.</param>
/// <param name="FrameIds">Its frames, in order.</param>
public sealed record BatchPlan(int Number, ImmutableArray<string> FrameIds) : Batch(Number, FrameIds)
{
    /// <summary>Its segments.</summary>
    [Description("Its segments, in order, each with prompt and price.")]
    public required ImmutableArray<PlannedSegment> Segments { get; init; }

    /// <summary>Sum of the slots in seconds.</summary>
    [Description("Sum of its ordered seconds.")]
    public required decimal TotalSeconds { get; init; }

    /// <summary>Price in US dollars.</summary>
    [Description("Price of this batch in US dollars.")]
    public required decimal EstimatedCostUsd { get; init; }

    /// <summary>Hash of its plan.</summary>
    [Description("plan_hash of the request that sends exactly this batch.")]
    public required string PlanHash { get; init; }
}
