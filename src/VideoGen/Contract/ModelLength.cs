namespace VideoGen.Contract;

/// <summary>A length that a model sells.</summary>
/// <param name="Seconds">Seconds of the clip.</param>
/// <param name="Usd">Price in US dollars.</param>
public sealed record ModelLength(decimal Seconds, decimal Usd);
