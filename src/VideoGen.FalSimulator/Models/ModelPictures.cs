namespace VideoGen.FalSimulation.Models;

/// <summary>What a model demands of its input pictures.</summary>
internal sealed record ModelPictures
{
    /// <summary>Smallest width and height, in pixels.</summary>
    public int MinSide { get; init; } = 1;

    /// <summary>Largest width and height, in pixels.</summary>
    public int MaxSide { get; init; } = 16_384;

    /// <summary>Largest file, in bytes.</summary>
    public long MaxBytes { get; init; } = 52_428_800;

    /// <summary>Smallest width divided by height.</summary>
    public double MinRatio { get; init; }

    /// <summary>Largest width divided by height.</summary>
    public double MaxRatio { get; init; } = double.MaxValue;
}
