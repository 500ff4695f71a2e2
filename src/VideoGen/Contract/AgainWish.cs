using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Contract;

/// <summary>Which segment is to be made again, and how.</summary>
public sealed record AgainWish
{
    /// <summary>Request that made the earlier take.</summary>
    [Description("Request that made the earlier take, which stays.")]
    [StringLength(200, MinimumLength = 1)]
    public required string RequestId { get; init; }

    /// <summary>Segment within it.</summary>
    [Description("Segment within it.")]
    [StringLength(50, MinimumLength = 1)]
    public required string SegmentId { get; init; }

    /// <summary>Why.</summary>
    [Description("edited_prompt needs prompt or camera_notes; other_model needs video_settings.model or provider_override.")]
    public required AgainReason Reason { get; init; }

    /// <summary>The prompt instead of the earlier one.</summary>
    [Description("Whole prompt instead of the earlier one.")]
    [StringLength(20_000, MinimumLength = 1)]
    public string? Prompt { get; init; }

    /// <summary>Camera notes of each frame instead of the earlier ones, for providers that read them.</summary>
    [Description("Camera notes of each frame, for animatic.")]
    public ImmutableArray<string>? CameraNotes { get; init; }

    /// <summary>How many takes, 1 to 3.</summary>
    [Description("How many takes, each with its price.")]
    [Range(1, 3)]
    [DefaultValue(1)]
    public int? Variants { get; init; }
}
