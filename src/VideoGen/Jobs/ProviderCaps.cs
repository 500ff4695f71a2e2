namespace VideoGen.Jobs;

/// <summary>Caps that count the jobs of one provider alone.</summary>
/// <param name="Provider">Wire name of the provider.</param>
/// <param name="ProjectCapUsd">Most that the project may have reserved and billed there in all, in US dollars; null for no limit.</param>
/// <param name="DayCapUsd">Most that all projects may have reserved and billed there on the UTC day of the order; null for no limit.</param>
public sealed record ProviderCaps(string Provider, decimal? ProjectCapUsd, decimal? DayCapUsd);
