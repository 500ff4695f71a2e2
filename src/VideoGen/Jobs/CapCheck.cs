namespace VideoGen.Jobs;

/// <summary>Money that an order would need, and the caps that must have room for it.</summary>
/// <param name="ProjectId">The project; null where it is not known, which leaves its cap out.</param>
/// <param name="At">When it would be ordered.</param>
/// <param name="WantedUsd">What it costs, with all that its caller orders after it, in US dollars. What costs nothing passes every cap.</param>
/// <param name="ProjectCapUsd">Most that the project may have reserved and billed in all, at every provider, in US dollars; null for no limit.</param>
/// <param name="DayCapUsd">Most that all projects may have reserved and billed at every provider on the UTC day of the order; null for no limit.</param>
public sealed record CapCheck(string? ProjectId, DateTimeOffset At, decimal WantedUsd, decimal? ProjectCapUsd, decimal? DayCapUsd)
{
    /// <summary>What of <see cref="WantedUsd"/> weighs on the caps of <see cref="Provider"/>, in US dollars: without what other providers get later. Null for all of it.</summary>
    public decimal? WantedAtProviderUsd { get; init; }

    /// <summary>The caps of the provider that would render it; null for none.</summary>
    public ProviderCaps? Provider { get; init; }
}
