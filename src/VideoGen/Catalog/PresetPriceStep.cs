namespace VideoGen.Catalog;

/// <summary>The price of every clip up to a length that no earlier step covers.</summary>
/// <param name="Seconds">Longest clip at this price, more than 0.</param>
/// <param name="Usd">US dollars per clip, 0 or more.</param>
public sealed record PresetPriceStep(decimal Seconds, decimal Usd);
