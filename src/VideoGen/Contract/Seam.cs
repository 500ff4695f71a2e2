using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>
/// How one segment goes over into the next one, in numbers of pictures made small. Decibels are PSNR: more is nearer.
/// </summary>
public sealed record Seam
{
    /// <summary>The segment before it.</summary>
    [Description("Segment before the seam.")]
    public required string From { get; init; }

    /// <summary>The segment after it.</summary>
    [Description("Segment after it.")]
    public required string To { get; init; }

    /// <summary>Structural similarity of the last frame before and the first frame after it; 1 is equal.</summary>
    [Description("Structural similarity of the last frame before it and the first frame after it; 1 is equal.")]
    public required decimal Ssim { get; init; }

    /// <summary>The same in dB.</summary>
    [Description("The same as PSNR in dB; 99 is equal.")]
    public required decimal PsnrDb { get; init; }

    /// <summary>The last frame before it against its still, in dB; null where that cannot be read.</summary>
    [Description("PSNR in dB of the last frame before it against its still.")]
    public decimal? FromStillDb { get; init; }

    /// <summary>The first frame after it against its still, in dB; null where that cannot be read.</summary>
    [Description("PSNR in dB of the first frame after it against its still.")]
    public decimal? ToStillDb { get; init; }

    /// <summary>What is to be looked at; null where nothing is.</summary>
    [Description("What is to be looked at; left out where nothing is.")]
    public string? Warning { get; init; }
}
