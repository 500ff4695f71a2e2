using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>The answer of <c>synthesize_video_segments</c>, <c>get_video_segments</c> and <c>cancel_video_segments</c>.</summary>
public sealed record SynthesisAnswer
{
    /// <summary>Id for <c>get_video_segments</c>.</summary>
    [Description("Id of the request; get_video_segments takes it.")]
    public required string RequestId { get; init; }

    /// <summary>Whether more will come.</summary>
    [Description("in_progress while any segment may still change, else finished.")]
    public required RequestStatus Status { get; init; }

    /// <summary>True for a request that an earlier call ordered.</summary>
    [Description("true when an earlier call ordered this request: the same request_key, or the same order while it was still being made. Nothing was ordered or spent twice.")]
    public bool? Replayed { get; init; }

    /// <summary>Delivered segments, in order.</summary>
    [Description("Delivered segments, in segment order.")]
    public required ImmutableArray<VideoSegment> VideoSegments { get; init; }

    /// <summary>The others, in order.</summary>
    [Description("Segments that are not delivered (yet), in segment order, each with what to do next.")]
    public required ImmutableArray<FailedSegment> FailedSegments { get; init; }

    /// <summary>Every input frame.</summary>
    [Description("What became of every input frame.")]
    public required ImmutableArray<FrameReport> Frames { get; init; }

    /// <summary>How segments go over into each other; null without continuity.</summary>
    [Description("How segments go over into the next ones, where both are delivered; with continuity only.")]
    public ImmutableArray<Seam>? Seams { get; init; }

    /// <summary>Money.</summary>
    [Description("Money of this request.")]
    public required CostReport Cost { get; init; }

    /// <summary>Warnings.</summary>
    [Description("What the caller should know; stops nothing.")]
    public required ImmutableArray<Warning> Warnings { get; init; }

    /// <summary>Hash of the accepted plan.</summary>
    [Description("Hash of the plan that was accepted.")]
    public required string PlanHash { get; init; }

    /// <summary>W3C trace id of the order, 32 hex digits; null for orders of older versions that gave none.</summary>
    [Description("W3C trace id of the order: what spans and logs of everything that became of it carry.")]
    public string? TraceId { get; init; }
}
