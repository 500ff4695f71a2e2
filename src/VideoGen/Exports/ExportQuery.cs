namespace VideoGen.Exports;

/// <summary>What is exported: a request, or a project, or one episode of a project; and how.</summary>
public sealed record ExportQuery
{
    /// <summary>The request; null where a project is exported.</summary>
    public string? RequestId { get; init; }

    /// <summary>The project; null where a request is exported.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Of the project this episode alone; null for all.</summary>
    public string? EpisodeId { get; init; }

    /// <summary>The form.</summary>
    public required ExportFormat Format { get; init; }

    /// <summary>Frames per second of the timeline, more than 0, at most 240; null for that of most clips.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Ordered by this caller alone, as <see cref="Access.Caller.Id"/> names it; null for everybody. Never read from a call.</summary>
    public string? CallerId { get; init; }
}
