using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using VideoGen.Runway;

namespace VideoGen.Host.Configuration;

/// <summary>
/// The Runway provider: its own options, and what wins over the stored provider config. The key is no setting: it stays in the variable that
/// the provider config names (<c>RUNWAYML_API_SECRET</c>).
/// </summary>
public sealed record RunwaySettings : RunwayOptions
{
    /// <summary>Most US dollars a project may have reserved and spent in all, 0 to 1 million; null keeps the provider config's.</summary>
    [Description("Most US dollars one project may have reserved and spent at Runway in all; unset keeps the cap of the provider config, if any.")]
    [Range(0d, 1_000_000d)]
    public decimal? ProjectCapUsd { get; init; }

    /// <summary>Most US dollars reserved and spent per UTC day, 0 to 1 million; null keeps the provider config's.</summary>
    [Description("Most US dollars reserved and spent at Runway per UTC day over all projects; unset keeps the cap of the provider config, if any.")]
    [Range(0d, 1_000_000d)]
    public decimal? DayCapUsd { get; init; }

    /// <summary>Segments of one request submitted side by side, 1 to 3; null keeps the provider config's.</summary>
    [Description("Segments of one request submitted side by side; 1 makes it sequential; unset keeps the provider config's.")]
    [Range(1, 3)]
    public int? MaxParallel { get; init; }

    /// <summary>Seconds between two status reads of one job, 5 to 60; null keeps the provider config's (10).</summary>
    [Description("Seconds between two status reads of a job while a call waits; unset keeps the provider config's (10).")]
    [Range(5d, 60d)]
    public decimal? PollIntervalSeconds { get; init; }
}
