using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>What became of a colour match. Decibels (PSNR) of a frame of the clip against its own still, both made small: more is nearer.</summary>
public sealed record ColourMatchReport
{
    /// <summary>True when the finished copy has other colours than the clip.</summary>
    [Description("true: the finished copy was drawn to its stills.")]
    public required bool Applied { get; init; }

    /// <summary>Why not; null where it was applied without reserve.</summary>
    [Description("Why it was left, or held back.")]
    public string? Reason { get; init; }

    /// <summary>First frame before.</summary>
    [Description("PSNR in dB of the first frame against its still, before.")]
    public decimal? FirstBeforeDb { get; init; }

    /// <summary>First frame afterwards.</summary>
    [Description("The same in the finished copy.")]
    public decimal? FirstAfterDb { get; init; }

    /// <summary>Last frame before.</summary>
    [Description("PSNR in dB of the last frame against its still, before.")]
    public decimal? LastBeforeDb { get; init; }

    /// <summary>Last frame afterwards; null where the copy ends earlier.</summary>
    [Description("The same in the finished copy; left out where that ends earlier.")]
    public decimal? LastAfterDb { get; init; }
}
