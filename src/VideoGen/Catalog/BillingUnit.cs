namespace VideoGen.Catalog;

/// <summary>
/// What the provider counts when it bills a model: a video, five seconds, a second with sound. It bills the count times the price of one
/// unit, so that a count alone says nothing about dollars.
/// </summary>
public sealed record BillingUnit
{
    /// <summary>The unit in the provider's words, for people.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// US dollars for one unit, more than 0; null where that is not known for certain. A count then only says whether anything was billed,
    /// and the price of the length that was ordered counts.
    /// </summary>
    public decimal? Usd { get; init; }

    /// <summary>Where the price of the unit was taken from, or why it is not known.</summary>
    public required string Source { get; init; }
}
