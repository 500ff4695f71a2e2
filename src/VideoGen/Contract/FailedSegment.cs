using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using VideoGen.Providers;

namespace VideoGen.Contract;

/// <summary>A segment that is not delivered (yet).</summary>
public sealed record FailedSegment
{
    /// <summary><c>SEGMENT_1</c>….</summary>
    [Description("SEGMENT_1, SEGMENT_2, … in order.")]
    public required string SegmentId { get; init; }

    /// <summary>Why.</summary>
    [Description("Why, as a word of a closed list.")]
    public required FailureError Error { get; init; }

    /// <summary>True for a segment that is still on its way; false for a submit of which nobody will ever know whether it arrived.</summary>
    [JsonIgnore]
    public bool IsPending => Error is FailureError.ProviderPending || (Error is FailureError.SubmissionUnknown && Stage is not null);

    /// <summary>Why, in words.</summary>
    [Description("Why, in one sentence.")]
    public required string Message { get; init; }

    /// <summary>Its frames.</summary>
    [Description("Frames of the segment, in order.")]
    public required ImmutableArray<string> AssociatedFrames { get; init; }

    /// <summary>Scene.</summary>
    [Description("Scene of the segment.")]
    public required int SceneNumber { get; init; }

    /// <summary>First shot.</summary>
    [Description("First shot of the segment.")]
    public required int ShotOrder { get; init; }

    /// <summary>Seconds ordered: what its clip lasts once there is one, and until then the gap that it leaves in the film.</summary>
    [Description("Seconds ordered: the gap it leaves in the film.")]
    public required decimal SlotSeconds { get; init; }

    /// <summary>Whether money was taken.</summary>
    [Description("Whether the provider took money for it.")]
    public required Billed Billed { get; init; }

    /// <summary>What to do.</summary>
    [Description("What the caller can do now.")]
    public required string NextStep { get; init; }

    /// <summary>How far it is; null for one that is not on its way any more.</summary>
    [Description("How far it is, while it is still on its way.")]
    public SegmentStage? Stage { get; init; }

    /// <summary>Percent of the provider's work, 0 to 100; null where the provider does not say.</summary>
    [Description("Percent of the rendering, where the provider tells it.")]
    public int? Percent { get; init; }

    /// <summary>Jobs ahead of it in the provider's queue; null where the provider does not say.</summary>
    [Description("Jobs ahead of it in the provider's queue, where the provider tells it; 0 is next.")]
    public int? QueuePosition { get; init; }

    /// <summary>Whole seconds since the order; null for one that is not on its way any more.</summary>
    [Description("Seconds since it was ordered, while it is still on its way.")]
    public int? ElapsedSeconds { get; init; }

    /// <summary>The provider's own code.</summary>
    [Description("The provider's own code for the failure, if any.")]
    public string? ProviderCode { get; init; }

    /// <summary>Where the clip is at the provider, when it exists but was not delivered.</summary>
    [Description("Where the clip is at the provider, when it exists but could not be delivered.")]
    public string? ProviderUrl { get; init; }

    /// <summary>Who makes it.</summary>
    [Description("Who makes it.")]
    public required ProviderMetadata ProviderMetadata { get; init; }
}
