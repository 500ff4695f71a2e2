using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace VideoGen.Reports;

/// <summary>Success, time, seconds and money of the segments that the records hold, in all and by group.</summary>
public sealed record Report
{
    /// <summary>All of them together.</summary>
    [Description("All segments together.")]
    public required ReportRow All { get; init; }

    /// <summary>The groups, in the order of their names; empty where none were asked for.</summary>
    [Description("The groups, in the order of their names; empty where none were asked for.")]
    public required ImmutableArray<ReportRow> Groups { get; init; }

    /// <summary>A report on jobs. Pure.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="by">What to group by; null for no groups.</param>
    public static Report Of(ImmutableArray<JobFigures> jobs, ReportBy? by) => new()
    {
        All = ReportRow.Of("all", jobs),
        Groups = by is { } kind
            ? [.. jobs.GroupBy(job => GroupOf(job, kind)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => ReportRow.Of(g.Key, [.. g]))]
            : [],
    };

    private static string GroupOf(JobFigures job, ReportBy by) => by switch
    {
        ReportBy.Model => job.Model,
        ReportBy.Template => string.Create(CultureInfo.InvariantCulture, $"{job.TemplateId} v{job.TemplateVersion}"),
        ReportBy.Day => job.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ReportBy.Provider => job.Provider,
        _ => throw new UnreachableException("Every kind of group is named above."),
    };
}
