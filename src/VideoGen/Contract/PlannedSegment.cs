using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>One segment of a plan.</summary>
public sealed record PlannedSegment
{
    /// <summary><c>SEGMENT_1</c>….</summary>
    [Description("SEGMENT_1, SEGMENT_2, … in order.")]
    public required string SegmentId { get; init; }

    /// <summary>Scene.</summary>
    [Description("Scene of the segment.")]
    public required int SceneNumber { get; init; }

    /// <summary>First shot.</summary>
    [Description("First shot of the segment.")]
    public required int ShotOrder { get; init; }

    /// <summary>Its frames.</summary>
    [Description("Its frames, in order.")]
    public required ImmutableArray<string> AssociatedFrames { get; init; }

    /// <summary>Model.</summary>
    [Description("Model that would render it.")]
    public required string Model { get; init; }

    /// <summary>Seconds of the storyboard; null in plans of an older version.</summary>
    [Description("Seconds of its frames in the storyboard.")]
    public decimal? StoryboardSeconds { get; init; }

    /// <summary>Those seconds as a segment may have them.</summary>
    [Description("Those seconds after clamping and scaling.")]
    public required decimal WantedSeconds { get; init; }

    /// <summary>Seconds that would be ordered.</summary>
    [Description("Seconds that would be ordered: a length the model sells.")]
    public required decimal SlotSeconds { get; init; }

    /// <summary>Price in US dollars.</summary>
    [Description("Price of this segment in US dollars.")]
    public required decimal EstimatedCostUsd { get; init; }

    /// <summary>The motion prompt.</summary>
    [Description("The motion prompt, exactly as it would be sent.")]
    public required string Prompt { get; init; }

    /// <summary>What it is made again after; null for a first take.</summary>
    [Description("The earlier take, where this makes it again.")]
    public EarlierTake? Again { get; init; }

    /// <summary>The segment that it goes on from; null for one with a beginning of its own.</summary>
    [Description("Segment with whose last frame it begins; with continuity only.")]
    public string? Continues { get; init; }

    /// <summary>Template id.</summary>
    [Description("Template the prompt is written from.")]
    public required string TemplateId { get; init; }

    /// <summary>Template version.</summary>
    [Description("Version of that template.")]
    public required int TemplateVersion { get; init; }

    /// <summary>Decisions in words.</summary>
    [Description("What was decided for this segment, in words.")]
    public required ImmutableArray<string> Decisions { get; init; }
}
