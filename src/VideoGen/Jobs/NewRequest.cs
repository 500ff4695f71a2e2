using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>A request on its way into the ledger.</summary>
/// <param name="Request">The request.</param>
/// <param name="Jobs">Its jobs, in segment order, all planned.</param>
/// <param name="ProjectCapUsd">Most that the project may have reserved and billed in all, at every provider, in US dollars; null for no limit.</param>
/// <param name="DayCapUsd">Most that all projects may have reserved and billed at every provider on the UTC day of the request; null for no limit.</param>
/// <param name="MaxInFlight">Most jobs, these included, that may be in no end state; null for no limit.</param>
public sealed record NewRequest(RequestRecord Request, ImmutableArray<Job> Jobs, decimal? ProjectCapUsd = null, decimal? DayCapUsd = null, int? MaxInFlight = null)
{
    /// <summary>True makes another take beside a request of the same <see cref="RequestRecord.OrderHash"/> that is still being made.</summary>
    public bool AnotherTake { get; init; }

    /// <summary>The node of a cluster that its jobs belong to; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>Price of what its caller orders after it, in US dollars: it is not set aside, but the caps must have room for it.</summary>
    public decimal ToComeUsd { get; init; }

    /// <summary>What of <see cref="ToComeUsd"/> the provider that renders it gets as well, in US dollars: the rest weighs on no cap of that provider. Null for all of it.</summary>
    public decimal? ToComeAtProviderUsd { get; init; }

    /// <summary>The caps of the provider that renders it; null for none.</summary>
    public ProviderCaps? ProviderCaps { get; init; }

    /// <summary>What it asks of the caps.</summary>
    public CapCheck Caps => new(Request.ProjectId, Request.CreatedAt, Jobs.Sum(job => job.WeightUsd) + ToComeUsd, ProjectCapUsd, DayCapUsd)
    {
        Provider = ProviderCaps,
        WantedAtProviderUsd = Jobs.Sum(job => job.WeightUsd) + (ToComeAtProviderUsd ?? ToComeUsd),
    };
}
