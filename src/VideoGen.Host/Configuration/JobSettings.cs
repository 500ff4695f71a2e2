using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>How many jobs there are, and how many are moved at once.</summary>
public sealed record JobSettings
{
    /// <summary>Segments in flight, 3 to 1 million; default 10 000.</summary>
    [Description("Segments that may be in the making in all processes on one ledger; a request beyond is refused with too_many_jobs.")]
    [Range(3, 1_000_000)]
    [DefaultValue(10_000)]
    public int MaxInFlight { get; init; } = 10_000;

    /// <summary>Submits, and likewise status reads, taken at the same time in one process, 1 to 4096; default 64.</summary>
    [Description("Submits, and beside them as many status reads, at the same time in one process.")]
    [Range(1, 4096)]
    [DefaultValue(64)]
    public int MaxConcurrentSteps { get; init; } = 64;

    /// <summary>Clips fetched and stored at the same time in one process, 1 to 1024; default 32.</summary>
    [Description("Clips fetched and stored at the same time in one process; the others wait.")]
    [Range(1, 1024)]
    [DefaultValue(32)]
    public int MaxConcurrentDownloads { get; init; } = 32;
}
