namespace VideoGen.Catalog;

/// <summary>What a model demands of its pictures. A picture outside is billed and refused, so it is checked before.</summary>
public sealed record PresetImageLimits
{
    /// <summary>Largest file in bytes.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Shortest side in pixels.</summary>
    public int? MinSide { get; init; }

    /// <summary>Longest side in pixels.</summary>
    public int? MaxSide { get; init; }

    /// <summary>Smallest width ÷ height.</summary>
    public decimal? MinRatio { get; init; }

    /// <summary>Largest width ÷ height.</summary>
    public decimal? MaxRatio { get; init; }
}
