using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Contract;

/// <summary>The caller's wishes for the clips.</summary>
public sealed record VideoSettings
{
    /// <summary>Seconds of a segment whose frames do not say how long they last; more than 0, at most 12.</summary>
    [Description("Seconds of a segment whose frames do not say how long they last; a frame of a pair counts half of it.")]
    [Range(0d, 12d, MinimumIsExclusive = true)]
    [DefaultValue(3.0)]
    public decimal? DurationPerSegment { get; init; }

    /// <summary>Amount of motion, 0 (none) to 1 (most).</summary>
    [Description("Amount of motion, 0 (none) to 1 (most).")]
    [Range(0d, 1d)]
    [DefaultValue(0.6)]
    public double? MotionStrength { get; init; }

    /// <summary>Provider to use instead of the configured one.</summary>
    [Description("Provider to use instead of the configured one: fal-ai (paid) or animatic (local, free).")]
    [StringLength(100, MinimumLength = 1)]
    public string? ProviderOverride { get; init; }

    /// <summary>Model to use instead of the provider's default.</summary>
    [Description("Model preset to use instead of the provider's defaults.")]
    [StringLength(200, MinimumLength = 1)]
    public string? Model { get; init; }

    /// <summary>True renders storyboard frames without a still from their words.</summary>
    [Description("true renders storyboard frames without a still by the text-to-video preset; false leaves them out with a warning.")]
    [DefaultValue(false)]
    public bool? AllowTextToVideo { get; init; }

    /// <summary>How pairs are made.</summary>
    [Description("fixed pairs frames two by two; adaptive does not pair frames that together want more than 4 seconds.")]
    [DefaultValue(Contract.Grouping.Fixed)]
    public Grouping? Grouping { get; init; }

    /// <summary>Longest total runtime in seconds, 2 to 12.</summary>
    [Description("Longest total runtime of the request in seconds; segments are scaled down to it.")]
    [Range(2d, 12d)]
    [DefaultValue(12.0)]
    public decimal? MaxRuntimeSeconds { get; init; }

    /// <summary>Most the request may cost in US dollars.</summary>
    [Description("Most the request may cost in US dollars; a plan above it is refused before anything is spent.")]
    [Range(0d, 100_000d)]
    public decimal? MaxCostUsd { get; init; }

    /// <summary>What happens to the other segments when one fails.</summary>
    [Description("halt stops at once when a segment fails; settle waits for the segments that already run.")]
    [DefaultValue(Contract.OnFailure.Halt)]
    public OnFailure? OnFailure { get; init; }
}
