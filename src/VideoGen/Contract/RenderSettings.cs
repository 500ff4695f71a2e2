using System.Collections.Immutable;

namespace VideoGen.Contract;

/// <summary>The caller's wishes with every default filled in.</summary>
public sealed record RenderSettings
{
    /// <summary>Seconds of a segment whose frames do not say how long they last.</summary>
    public decimal DurationPerSegment { get; init; } = 3.0m;

    /// <summary>Amount of motion, 0 to 1.</summary>
    public double MotionStrength { get; init; } = 0.6;

    /// <summary>True when the caller named the motion strength, so that the prompt says it.</summary>
    public bool MotionStrengthGiven { get; init; }

    /// <summary>Provider to use; null for the configured one.</summary>
    public string? ProviderOverride { get; init; }

    /// <summary>Model to use; null for the provider's defaults.</summary>
    public string? Model { get; init; }

    /// <summary>True renders frames without a still from their words.</summary>
    public bool AllowTextToVideo { get; init; }

    /// <summary>How pairs are made.</summary>
    public Grouping Grouping { get; init; }

    /// <summary>Longest total runtime in seconds.</summary>
    public decimal MaxRuntimeSeconds { get; init; } = Planning.PlanLimits.MaxRuntimeSeconds;

    /// <summary>Most the request may cost; null for no limit.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>What happens to the other segments when one fails.</summary>
    public OnFailure OnFailure { get; init; }

    /// <summary>How the segments of a scene go over into each other.</summary>
    public Continuity Continuity { get; init; }

    /// <summary>What is done to copies of the clips; null for what this machine's settings say.</summary>
    public ImmutableArray<FinishingStep>? Finishing { get; init; }

    /// <summary>Fills the defaults into what the caller sent.</summary>
    public static RenderSettings From(VideoSettings? sent)
    {
        var defaults = new RenderSettings();
        return sent is null ? defaults : new RenderSettings
        {
            DurationPerSegment = sent.DurationPerSegment ?? defaults.DurationPerSegment,
            MotionStrength = sent.MotionStrength ?? defaults.MotionStrength,
            MotionStrengthGiven = sent.MotionStrength is not null,
            ProviderOverride = Name(sent.ProviderOverride),
            Model = Name(sent.Model),
            AllowTextToVideo = sent.AllowTextToVideo ?? defaults.AllowTextToVideo,
            Grouping = sent.Grouping ?? defaults.Grouping,
            MaxRuntimeSeconds = sent.MaxRuntimeSeconds ?? defaults.MaxRuntimeSeconds,
            MaxCostUsd = sent.MaxCostUsd,
            OnFailure = sent.OnFailure ?? defaults.OnFailure,
            Continuity = sent.Continuity ?? defaults.Continuity,
            Finishing = sent.Finishing,
        };
    }

    private static string? Name(string? sent) => sent is null ? null : TextNormalizer.Normalize(sent);
}
