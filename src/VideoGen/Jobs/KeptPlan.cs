namespace VideoGen.Jobs;

/// <summary>A planned request that can be ordered by its <see cref="PlanHash"/> alone for a day.</summary>
public sealed record KeptPlan
{
    /// <summary>How long a plan is kept.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>Most plans of one caller; the oldest make room.</summary>
    public const int MostOfCaller = 100;

    /// <summary>Most bytes of the requests of one caller: 128 MiB; the oldest make room.</summary>
    public const long MostBytesOfCaller = 128L * 1024 * 1024;

    /// <summary>Most bytes of all requests: 1 GiB; the oldest make room.</summary>
    public const long MostBytes = 1024L * 1024 * 1024;

    /// <summary>Who planned it, as <see cref="Access.Caller.Id"/> says it; null for somebody on this machine.</summary>
    public string? Caller { get; init; }

    /// <summary>Hash of the plan.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The key that every approval of this plan uses unless it brings its own. One caller keeps one plan a key.</summary>
    public required string RequestKey { get; init; }

    /// <summary>The request as it was planned, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>Folder that its relative pictures start from; null where it may have none.</summary>
    public string? LocalFolder { get; init; }

    /// <summary>When it was planned last, UTC.</summary>
    public required DateTimeOffset PlannedAt { get; init; }
}
