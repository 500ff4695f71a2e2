using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>What a take was made again after.</summary>
public sealed record EarlierTake
{
    /// <summary>Why it was made again.</summary>
    [Description("Why it was made again.")]
    public required AgainReason Reason { get; init; }

    /// <summary>Request of the earlier take.</summary>
    [Description("Request of the earlier take.")]
    public required string RequestId { get; init; }

    /// <summary>Segment within it.</summary>
    [Description("Segment within it.")]
    public required string SegmentId { get; init; }

    /// <summary>Job that made it.</summary>
    [Description("Job that made it.")]
    public required string JobId { get; init; }

    /// <summary>Its number; null where it was not delivered.</summary>
    [Description("Its number; left out where it was not delivered.")]
    public int? Take { get; init; }

    /// <summary>The prompt held against the earlier one; null where it is the same.</summary>
    [Description("The prompt held against the earlier one: [-removed-] {+added+}; left out where it is the same.")]
    public string? PromptChange { get; init; }
}
