using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>What became of one input frame.</summary>
public sealed record FrameReport
{
    /// <summary>The frame.</summary>
    [Description("The frame.")]
    public required string FrameId { get; init; }

    /// <summary>What became of it.</summary>
    [Description("What became of it.")]
    public required FrameStatus Status { get; init; }

    /// <summary>Segment it is part of, if any.</summary>
    [Description("Segment it is part of.")]
    public string? SegmentId { get; init; }

    /// <summary>Why, where it is not obvious.</summary>
    [Description("Why, where it is not obvious.")]
    public string? Message { get; init; }
}
