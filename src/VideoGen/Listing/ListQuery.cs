namespace VideoGen.Listing;

/// <summary>Which requests a page of a list is about.</summary>
public sealed record ListQuery
{
    /// <summary>Of this project alone; null for all.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Of this episode alone; null for all.</summary>
    public string? EpisodeId { get; init; }

    /// <summary>In this state alone; null for all.</summary>
    public RequestState? State { get; init; }

    /// <summary>An id, of a request, a job, a job at its provider or a webhook registration; or words that the plan holds: of a prompt, a frame id, a model. Null for all.</summary>
    public string? Text { get; init; }

    /// <summary>True finds a text as an id alone, and looks at nobody's words.</summary>
    public bool ByIdAlone { get; init; }

    /// <summary>Id of the request behind which the page begins; null for the newest.</summary>
    public string? Before { get; init; }

    /// <summary>Most rows, 1 or more.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Ordered by this caller alone, as <see cref="Access.Caller.Id"/> names it; null for everybody. Never read from a call.</summary>
    public string? CallerId { get; init; }
}
