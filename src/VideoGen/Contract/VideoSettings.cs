using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Contract;

/// <summary>The caller's wishes for the clips.</summary>
public sealed record VideoSettings
{
    /// <summary>Seconds of a segment whose frames do not say how long they last; more than 0, at most 12.</summary>
    [Description("Seconds where frames have no duration_seconds.")]
    [Range(0d, 12d, MinimumIsExclusive = true)]
    [DefaultValue(3.0)]
    public decimal? DurationPerSegment { get; init; }

    /// <summary>0 is still, 1 is most motion.</summary>
    [Description("0 still, 1 most motion; left out, 0.6 that the prompt does not say.")]
    [Range(0d, 1d)]
    public double? MotionStrength { get; init; }

    /// <summary>Provider to use instead of the configured one.</summary>
    [Description("fal-ai (paid) or animatic (local, free).")]
    [StringLength(100, MinimumLength = 1)]
    public string? ProviderOverride { get; init; }

    /// <summary>Model to use instead of the provider's default.</summary>
    [Description("Model id; videogen://models lists all with lengths and prices.")]
    [StringLength(200, MinimumLength = 1)]
    public string? Model { get; init; }

    /// <summary>True renders storyboard frames without a still from their words.</summary>
    [Description("true renders frames without a still from their words.")]
    [DefaultValue(false)]
    public bool? AllowTextToVideo { get; init; }

    /// <summary>How pairs are made.</summary>
    [Description("fixed pairs frames two by two, adaptive only those that fit 4 seconds, single none.")]
    [DefaultValue(Contract.Grouping.Fixed)]
    public Grouping? Grouping { get; init; }

    /// <summary>Longest total runtime in seconds, 2 to 12.</summary>
    [Description("Total seconds; segments are scaled down to it.")]
    [Range(2d, 12d)]
    [DefaultValue(12.0)]
    public decimal? MaxRuntimeSeconds { get; init; }

    /// <summary>Most the request may cost in US dollars.</summary>
    [Description("Refuses a plan that costs more.")]
    [Range(0d, 100_000d)]
    public decimal? MaxCostUsd { get; init; }

    /// <summary>What happens to the other segments when one fails.</summary>
    [Description("On a failure halt stops at once, settle waits for what runs.")]
    [DefaultValue(Contract.OnFailure.Halt)]
    public OnFailure? OnFailure { get; init; }

    /// <summary>How the segments of a scene go over into each other.</summary>
    [Description("shared_keyframe: neighbours share a still; chain: the next begins with the delivered last frame.")]
    [DefaultValue(Contract.Continuity.None)]
    public Continuity? Continuity { get; init; }

    /// <summary>What is done to copies of the clips; null for what the settings say.</summary>
    [Description("Done to a copy beside each clip.")]
    public ImmutableArray<FinishingStep>? Finishing { get; init; }
}
