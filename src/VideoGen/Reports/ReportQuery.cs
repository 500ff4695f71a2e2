namespace VideoGen.Reports;

/// <summary>What a report is about. Without any member: everything, in one row.</summary>
public sealed record ReportQuery
{
    /// <summary>Of this project alone; null for all.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Of this episode alone, in whatever project; null for all.</summary>
    public string? EpisodeId { get; init; }

    /// <summary>Planned at or after this time; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What to group by; null for no groups.</summary>
    public ReportBy? By { get; init; }

    /// <summary>Ordered by this caller alone, as <see cref="Access.Caller.Id"/> names it; null for everybody. Never read from a call.</summary>
    public string? CallerId { get; init; }
}
