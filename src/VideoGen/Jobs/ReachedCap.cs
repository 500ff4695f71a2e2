namespace VideoGen.Jobs;

/// <summary>A money cap that an order would pass.</summary>
/// <param name="Cap"><c>project_cap_usd</c> or <c>day_cap_usd</c>.</param>
/// <param name="LimitUsd">The cap, in US dollars.</param>
/// <param name="UsedUsd">Reserved and billed under it so far, in US dollars.</param>
public sealed record ReachedCap(string Cap, decimal LimitUsd, decimal UsedUsd)
{
    /// <summary>The provider whose jobs alone it counts; null where it counts those of all.</summary>
    public string? Provider { get; init; }
}
