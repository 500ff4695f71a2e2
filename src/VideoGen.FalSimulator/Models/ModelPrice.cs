namespace VideoGen.FalSimulation.Models;

/// <summary>What a clip costs, in USD, as last published.</summary>
internal sealed record ModelPrice
{
    /// <summary><c>second</c>, <c>video</c> or <c>million_tokens</c> (height × width × fps × seconds ÷ 1024).</summary>
    public string Unit { get; init; } = "second";

    public decimal Usd { get; init; }

    /// <summary>With sound; 0 = the same.</summary>
    public decimal UsdAudio { get; init; }

    /// <summary>Other prices by value of the resolution field.</summary>
    public IReadOnlyDictionary<string, ModelPrice> ByResolution { get; init; } = new Dictionary<string, ModelPrice>(StringComparer.Ordinal);

    /// <summary>Added once per clip.</summary>
    public decimal BaseUsd { get; init; }

    /// <summary>Seconds are counted as frames divided by this rate; 0 = as they are.</summary>
    public int CountedFps { get; init; }

    /// <summary>Above so many frames the price is multiplied by <see cref="OverFactor"/>; 0 = never.</summary>
    public int OverFrames { get; init; }

    public decimal OverFactor { get; init; } = 1;
}
