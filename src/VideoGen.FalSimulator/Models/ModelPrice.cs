namespace VideoGen.FalSimulation.Models;

/// <summary>What a clip costs, in USD, as last published.</summary>
internal sealed record ModelPrice
{
    /// <summary>
    /// What <see cref="Usd"/> is the price of: <c>second</c>, <c>video</c>, <c>million_tokens</c> (height × width × fps × seconds ÷ 1024) or
    /// <c>thousand_tokens</c> (the same with the closing frame).
    /// </summary>
    public string Unit { get; init; } = "second";

    public decimal Usd { get; init; }

    /// <summary>
    /// Price of the unit that fal counts for the endpoint, from its pricing API; the billed units are the dollars divided by it. 0 = the unit
    /// is the <see cref="Unit"/> itself.
    /// </summary>
    public decimal UnitUsd { get; init; }

    /// <summary>What a clip of so many seconds costs more than one of the shortest; a length that is not here costs the same.</summary>
    public IReadOnlyDictionary<string, decimal> LengthFactors { get; init; } = new Dictionary<string, decimal>(StringComparer.Ordinal);

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
