using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using VideoGen.Contract;
using VideoGen.Finishing;

namespace VideoGen.Host.Configuration;

/// <summary>What is done to copies of delivered clips.</summary>
public sealed record FinishingSettings
{
    /// <summary>True makes a copy of the size, the rate and the colour tags below; default false.</summary>
    [Description("true makes a copy beside each delivered clip with the size and the rate of this section, in BT.709 colours (BT.2020 stays).")]
    [DefaultValue(false)]
    public bool Normalize { get; init; }

    /// <summary>True trims the copy to the frames that the storyboard wants; default false.</summary>
    [Description("true trims the copy to the frames that the storyboard wants.")]
    [DefaultValue(false)]
    public bool Trim { get; init; }

    /// <summary>True draws the colours of the copy to the clip's own stills; default false.</summary>
    [Description("true draws the colours of the copy to the clip's own stills, where both ends have one.")]
    [DefaultValue(false)]
    public bool ColourMatch { get; init; }

    /// <summary>True looks for black, frozen, cut and flashing pictures; default false.</summary>
    [Description("true looks for black, frozen, cut and flashing pictures in each delivered clip.")]
    [DefaultValue(false)]
    public bool Checks { get; init; }

    /// <summary>Pixels, even, 64 to 8192; default 1280.</summary>
    [Description("Width of a normalized copy in pixels; even.")]
    [Range(64, 8192)]
    [DefaultValue(1280)]
    public int Width { get; init; } = 1280;

    /// <summary>Pixels, even, 64 to 8192; default 720.</summary>
    [Description("Height of a normalized copy in pixels; even.")]
    [Range(64, 8192)]
    [DefaultValue(720)]
    public int Height { get; init; } = 720;

    /// <summary>Frames per second, 1 to 120; default 24.</summary>
    [Description("Frames per second of a normalized copy.")]
    [Range(1d, 120d)]
    [DefaultValue(24d)]
    public decimal FramesPerSecond { get; init; } = 24;

    /// <summary>How a clip of another shape meets the size; default pad.</summary>
    [Description("How a clip of another shape meets the size: pad adds black bars, crop cuts off what is over.")]
    [DefaultValue(FinishingFit.Pad)]
    public FinishingFit Fit { get; init; }

    /// <summary>The options of the agent.</summary>
    internal FinishingOptions Options => new() { Steps = [.. Steps()], Width = Width, Height = Height, FramesPerSecond = FramesPerSecond, Fit = Fit };

    /// <summary>Every problem; empty when there is none.</summary>
    internal ImmutableArray<Problem> Check() =>
    [
        .. new[] { ("width", Width), ("height", Height) }.Where(side => side.Item2 % 2 != 0).Select(side => new Problem(
            "setting_invalid", $"/finishing/{side.Item1}", $"finishing.{side.Item1} is {side.Item2}; H.264 clips have an even {side.Item1}.", $"Use {side.Item2 - 1} or {side.Item2 + 1}.")),
    ];

    private IEnumerable<FinishingStep> Steps() => new[]
    {
        (Normalize, FinishingStep.Normalize), (Trim, FinishingStep.Trim), (ColourMatch, FinishingStep.ColourMatch), (Checks, FinishingStep.Checks),
    }.Where(step => step.Item1).Select(step => step.Item2);
}
