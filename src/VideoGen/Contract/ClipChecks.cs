using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>What can be found in a clip without eyes.</summary>
public sealed record ClipChecks
{
    /// <summary>Seconds in which the picture is black.</summary>
    [Description("Seconds in which the picture is black.")]
    public required decimal BlackSeconds { get; init; }

    /// <summary>Seconds in which nothing moves, in stretches of half a second and more.</summary>
    [Description("Seconds in which nothing moves, in stretches of half a second and more.")]
    public required decimal FrozenSeconds { get; init; }

    /// <summary>The hardest change from one frame to the next, 0 to 100.</summary>
    [Description("The hardest change from one frame to the next, 0 to 100; from 10 on it is a cut.")]
    public required decimal CutScore { get; init; }

    /// <summary>Where it is, in seconds.</summary>
    [Description("Where that is, in seconds.")]
    public required decimal CutAtSeconds { get; init; }

    /// <summary>How much flashes; from 1 on it may harm.</summary>
    [Description("How much flashes; from 1 on it may harm photosensitive people.")]
    public required decimal FlashScore { get; init; }

    /// <summary>First frame against its still; null without a still.</summary>
    [Description("PSNR in dB of the first frame against its still, both made small.")]
    public decimal? FirstStillDb { get; init; }

    /// <summary>Last frame against its still; null without one.</summary>
    [Description("The same of the last frame, where a still stands for it.")]
    public decimal? LastStillDb { get; init; }
}
