using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Contract;

/// <summary>Where the clips belong.</summary>
public sealed record ProjectContext
{
    /// <summary>Project, path-safe.</summary>
    [Description("Letters, digits, . - _")]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
    [DefaultValue("default")]
    public string? ProjectId { get; init; }

    /// <summary>Episode, path-safe.</summary>
    [Description("Letters, digits, . - _")]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
    [DefaultValue("default")]
    public string? EpisodeId { get; init; }

    /// <summary>The orchestrator's trace id.</summary>
    [Description("Your trace id, kept with every job.")]
    [StringLength(200)]
    public string? TraceId { get; init; }

    /// <summary>Where the stills come from, for the mark of clips that no model makes.</summary>
    [Description("IPTC digital source type of the stills; an animatic is marked with it.")]
    public DigitalSource? StillsSource { get; init; }
}
