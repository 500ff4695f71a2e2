using VideoGen.Contract;

namespace VideoGen.Jobs;

/// <summary>One accepted call of <c>synthesize_video_segments</c>, as the ledger keeps it.</summary>
public sealed record RequestRecord
{
    /// <summary><c>req_…</c>, unique, URL-safe.</summary>
    public required string Id { get; init; }

    /// <summary>The idempotency key that it was ordered with, made unique among callers; null where none was given. Orders that joined it have keys of their own.</summary>
    public string? RequestKey { get; init; }

    /// <summary>Who ordered it, as <see cref="Access.Caller.Id"/> says it; null for somebody on this machine.</summary>
    public string? Caller { get; init; }

    /// <summary>Hash over everything the caller asked for, to tell a repeat from a misuse of the key.</summary>
    public required string InputHash { get; init; }

    /// <summary>
    /// What makes two orders the same one, as <see cref="Synthesis.OrderHash"/> says it; null for one that is never taken for another.
    /// </summary>
    public string? OrderHash { get; init; }

    /// <summary>Hash of the plan that was accepted.</summary>
    public required string PlanHash { get; init; }

    /// <summary>Project, path-safe.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Episode, path-safe.</summary>
    public required string EpisodeId { get; init; }

    /// <summary>What happens to the other segments when one fails.</summary>
    public required OnFailure OnFailure { get; init; }

    /// <summary>The plan as it was answered, for building the answer later.</summary>
    public required PlanAnswer Plan { get; init; }

    /// <summary>What it was planned from, for audit; null for requests of an older version.</summary>
    public RequestSource? Source { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a failed segment stopped the rest; null otherwise.</summary>
    public DateTimeOffset? HaltedAt { get; init; }

    /// <summary>When the caller asked to cancel; null otherwise.</summary>
    public DateTimeOffset? CancelRequestedAt { get; init; }

    /// <summary>W3C traceparent of the order. Requests of older versions may have none, or the caller's own name of its trace.</summary>
    public string? TraceParent { get; init; }

    /// <summary>W3C tracestate that belongs to it; null where there is none.</summary>
    public string? TraceState { get; init; }

    /// <summary>The caller's own name of its trace, where that is no W3C trace id; null otherwise.</summary>
    public string? CallerTrace { get; init; }
}
