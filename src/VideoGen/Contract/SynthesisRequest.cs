using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Contract;

/// <summary>The wire form of a request, as <c>synthesize_video_segments</c> and <c>plan_video_segments</c> take it.</summary>
public sealed record SynthesisRequest
{
    /// <summary>The stills, one per storyboard frame, in any order.</summary>
    [Description("The stills made by the image generator, one per storyboard frame, in any order.")]
    public required ImmutableArray<GeneratedFrame> GeneratedFrames { get; init; }

    /// <summary>What each frame shows and how the camera moves.</summary>
    [Description("What each frame shows and how the camera moves; joined to the stills by frame_id.")]
    public required ImmutableArray<StoryboardFrame> StoryboardFrames { get; init; }

    /// <summary>Wishes for the clips.</summary>
    [Description("Wishes for the clips; every member has a default.")]
    public VideoSettings? VideoSettings { get; init; }

    /// <summary>Where the clips belong.</summary>
    [Description("Where the clips belong; part of every stored path.")]
    public ProjectContext? ProjectContext { get; init; }

    /// <summary>Idempotency key.</summary>
    [Description("Idempotency key: the same key with the same input returns the same request instead of starting another.")]
    [StringLength(200, MinimumLength = 1)]
    public string? RequestKey { get; init; }

    /// <summary>Hash of an approved plan.</summary>
    [Description("plan_hash of an approved plan: refused with plan_changed if anything else would be submitted.")]
    [StringLength(128, MinimumLength = 1)]
    public string? PlanHash { get; init; }

    /// <summary>Longest wait of this call in seconds, 0 to 90.</summary>
    [Description("Longest wait of this call in seconds; what is not finished then is reported as provider_pending and finishes later.")]
    [Range(0, 90)]
    [DefaultValue(90)]
    public double? WaitSeconds { get; init; }
}
