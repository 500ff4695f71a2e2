using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>The answer to a request that cannot be served: every problem at once. Nothing was written or spent.</summary>
public sealed record Refusal
{
    /// <summary>Every problem; one that every segment has stands once.</summary>
    [Description("Every problem of the request.")]
    public required ImmutableArray<Problem> Problems { get; init => field = value.IsDefault ? [] : [.. value.Distinct()]; }

    /// <summary>Warnings.</summary>
    [Description("What else the caller should know.")]
    public ImmutableArray<Warning> Warnings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The frames cut into requests that fit, when there are too many.</summary>
    [Description("Where the frames are too many for one request: the same frames cut into requests that fit, each planned and priced.")]
    public ImmutableArray<BatchPlan>? Batches { get; init; }

    /// <summary>W3C trace id of the call, 32 hex digits; null where it has none.</summary>
    [Description("W3C trace id of the call: what its spans and logs carry.")]
    public string? TraceId { get; init; }

    /// <summary>Price of all batches in US dollars.</summary>
    [Description("With batches: price of all of them together in US dollars.")]
    public decimal? EstimatedCostUsd { get; init; }
}
