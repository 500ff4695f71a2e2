using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Contract;

/// <summary>The wire form of a request, as <c>synthesize_video_segments</c> and <c>plan_video_segments</c> take it.</summary>
public sealed record SynthesisRequest
{
    /// <summary>The stills, one per storyboard frame, in any order.</summary>
    [Description("The stills, one per storyboard frame, in any order.")]
    public required ImmutableArray<GeneratedFrame> GeneratedFrames { get; init; }

    /// <summary>What each frame shows and how the camera moves.</summary>
    [Description("What each frame shows and how the camera moves.")]
    public required ImmutableArray<StoryboardFrame> StoryboardFrames { get; init; }

    /// <summary>Wishes for the clips.</summary>
    [Description("Wishes for the clips.")]
    public VideoSettings? VideoSettings { get; init; }

    /// <summary>Where the clips belong.</summary>
    [Description("Where the clips belong.")]
    public ProjectContext? ProjectContext { get; init; }

    /// <summary>Idempotency key.</summary>
    [Description("Your name for this order: repeated with it, the call returns the same request and never pays twice.")]
    [StringLength(200, MinimumLength = 1)]
    public string? RequestKey { get; init; }

    /// <summary>True orders another take of what is still being made.</summary>
    [Description("true renders again what is still being made; false joins that request.")]
    [DefaultValue(false)]
    public bool? AnotherTake { get; init; }

    /// <summary>Hash of an approved plan.</summary>
    [Description("Hash of the approved plan; anything else is refused.")]
    [StringLength(128, MinimumLength = 1)]
    public string? PlanHash { get; init; }

    /// <summary>True has a plan say what it costs with other models; nothing to an order.</summary>
    [Description("Adds other prices.")]
    [DefaultValue(false)]
    public bool? Compare { get; init; }

    /// <summary>Longest wait of this call in seconds, 0 to 90.</summary>
    [Description("Longest wait; what is not finished then is provider_pending and goes on.")]
    [Range(0, 90)]
    [DefaultValue(90)]
    public double? WaitSeconds { get; init; }
}
