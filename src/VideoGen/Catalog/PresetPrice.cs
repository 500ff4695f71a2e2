namespace VideoGen.Catalog;

/// <summary>What a clip costs: <see cref="UsdPerClip"/> + <see cref="UsdPerSecond"/> × billed seconds, in US dollars.</summary>
public sealed record PresetPrice
{
    /// <summary>US dollars per billed second, 0 or more.</summary>
    public decimal UsdPerSecond { get; init; }

    /// <summary>US dollars per clip whatever its length, 0 or more.</summary>
    public decimal UsdPerClip { get; init; }

    /// <summary>Price of one clip.</summary>
    /// <param name="billedSeconds">Seconds the provider bills, 0 or more.</param>
    public decimal Of(decimal billedSeconds) => UsdPerClip + UsdPerSecond * billedSeconds;
}
