using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>How many jobs are moved at once.</summary>
public sealed record JobSettings
{
    /// <summary>Steps of jobs (a submit, a poll, a download) taken at the same time in one process, 1 to 4096; default 64.</summary>
    [Description("Steps of jobs (a submit, a poll, a download) taken at the same time in one process.")]
    [Range(1, 4096)]
    [DefaultValue(64)]
    public int MaxConcurrentSteps { get; init; } = 64;
}
