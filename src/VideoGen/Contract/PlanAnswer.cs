using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>What would be rendered, and at what price: the answer of <c>plan_video_segments</c>.</summary>
public sealed record PlanAnswer
{
    /// <summary>Provider that would render it.</summary>
    [Description("Provider that would render it.")]
    public required string Provider { get; init; }

    /// <summary>The segments, in order.</summary>
    [Description("The segments, in order.")]
    public required ImmutableArray<PlannedSegment> Segments { get; init; }

    /// <summary>Sum of the slots in seconds.</summary>
    [Description("Sum of the ordered seconds.")]
    public required decimal TotalSeconds { get; init; }

    /// <summary>Price in US dollars.</summary>
    [Description("Price of the whole plan in US dollars, from the preset prices.")]
    public required decimal EstimatedCostUsd { get; init; }

    /// <summary>Hash over everything that would be submitted.</summary>
    [Description("Hash over everything that would be submitted; pass it to synthesize_video_segments to get exactly this plan.")]
    public required string PlanHash { get; init; }

    /// <summary>The key that approvals of this plan share.</summary>
    [Description("The key that every approval of this plan uses, so that two of them place one order. Sent with plan_hash alone, it orders this plan: planned requests are kept for a day.")]
    public string? RequestKey { get; init; }

    /// <summary>The request that this plan was ordered as before; null where it was not.</summary>
    [Description("request_id of the order that request_key finds already; left out where there is none.")]
    public string? OrderedAs { get; init; }

    /// <summary>What was decided for the request as a whole.</summary>
    [Description("What was decided for the request as a whole, in words.")]
    public required ImmutableArray<string> Decisions { get; init; }

    /// <summary>What the segments cost with other models; null where nobody compared.</summary>
    [Description("What it costs elsewhere; with compare, or where a rule chose.")]
    public PlanComparison? Comparison { get; init; }

    /// <summary>What became of every input frame.</summary>
    [Description("What became of every input frame.")]
    public required ImmutableArray<FrameReport> Frames { get; init; }

    /// <summary>What the caller should know.</summary>
    [Description("What the caller should know; stops nothing.")]
    public required ImmutableArray<Warning> Warnings { get; init; }

    /// <summary>What will probably disappoint; no part of <see cref="PlanHash"/>.</summary>
    [Description("What will probably disappoint; stops nothing.")]
    public ImmutableArray<LintFinding>? Lint { get; init; }

    /// <summary>The frames cut into requests that fit.</summary>
    [Description("The frames cut into requests that fit, in order; one batch when the request fits as it is.")]
    public required ImmutableArray<Batch> Batches { get; init; }

    /// <summary>W3C trace id of the call, 32 hex digits; null where nobody traces and the caller names no trace.</summary>
    [Description("W3C trace id of this call, where there is one: what its spans and log lines carry.")]
    public string? TraceId { get; init; }
}
