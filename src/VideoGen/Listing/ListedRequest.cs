namespace VideoGen.Listing;

/// <summary>A request as a row of a list.</summary>
public sealed record ListedRequest
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>Project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Episode.</summary>
    public required string EpisodeId { get; init; }

    /// <summary>Who ordered it; null for somebody on the agent's machine.</summary>
    public string? Caller { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Number of segments.</summary>
    public required int Segments { get; init; }

    /// <summary>Segments that are delivered.</summary>
    public required int Delivered { get; init; }

    /// <summary>Segments that are still being made.</summary>
    public required int Open { get; init; }

    /// <summary>US dollars that count against caps: set aside, then billed.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>True when somebody asked to cancel it.</summary>
    public required bool IsCancelled { get; init; }

    /// <summary>How it stands.</summary>
    public RequestState State => Open > 0 ? RequestState.Open : Delivered == Segments ? RequestState.Delivered : RequestState.Incomplete;
}
