using VideoGen.Providers;

namespace VideoGen.Simulation.Outside;

/// <summary>One order at the provider: the truth about it, whatever anybody was told.</summary>
internal sealed class ProviderOrder
{
    public required string Id { get; init; }

    public required string JobId { get; init; }

    /// <summary>What was wanted, for telling orders of one intent from those of another.</summary>
    public required string Prompt { get; init; }

    public required Uri? WebhookUrl { get; init; }

    public required TimeSpan StartsAt { get; init; }

    public required TimeSpan EndsAt { get; init; }

    public required OrderEnd End { get; init; }

    /// <summary>When an order that recovers has its clip after all.</summary>
    public TimeSpan RecoversAt { get; init; }

    /// <summary>What is said of a failure, and true of the money.</summary>
    public required ProviderFailure Failure { get; init; }

    /// <summary>Seconds ordered.</summary>
    public required decimal Seconds { get; init; }

    /// <summary>Billed seconds as they are told with the clip; null when they are not told and the ordered ones are billed.</summary>
    public decimal? BilledUnits { get; init; }

    /// <summary>True when the clip's address never gives anything usable.</summary>
    public bool IsSpoilt { get; init; }

    /// <summary>How long its clip can be fetched; null for as long as anybody wants.</summary>
    public TimeSpan? KeptFor { get; init; }

    /// <summary>True when every fetch of the clip gets other bytes.</summary>
    public bool Differs { get; init; }

    /// <summary>When it was stopped; null while it was not.</summary>
    public TimeSpan? StoppedAt { get; set; }

    /// <summary>When it was last said to wait for its turn.</summary>
    public TimeSpan SaidToWaitAt { get; set; } = TimeSpan.FromDays(-1);

    /// <summary>True once the provider said something about it that is not so, which excuses who believed it.</summary>
    public bool WasDenied { get; set; }

    /// <summary>Times the clip was fetched, where every fetch gets other bytes.</summary>
    public int Renderings { get; set; }

    /// <summary>SHA-256 of every whole file that was served for it.</summary>
    public HashSet<string> Served { get; } = [];

    public Uri Address => new($"https://media.sim/{Id}.mp4");

    public ProviderClip Clip => new(Address) { BilledUnits = BilledUnits };

    /// <summary>True once its clip is not served any more.</summary>
    public bool IsGone(TimeSpan now) => KeptFor is { } kept && now > (End is OrderEnd.FailureThenClip ? RecoversAt : EndsAt) + kept;

    public bool HasStarted(TimeSpan now) => StoppedAt is null ? StartsAt <= now : StartsAt <= StoppedAt;

    /// <summary>True once there is a clip that must be paid.</summary>
    public bool HasClip(TimeSpan now) => StoppedAt is null && End switch
    {
        OrderEnd.Clip => EndsAt <= now,
        OrderEnd.FailureThenClip => RecoversAt <= now,
        _ => false,
    };

    /// <summary>True when it will not change any more.</summary>
    public bool IsOver(TimeSpan now) => StoppedAt is not null || End switch
    {
        OrderEnd.Never => true,
        OrderEnd.FailureThenClip => RecoversAt <= now,
        _ => EndsAt <= now,
    };

    public JobStatus Status(TimeSpan now) => this switch
    {
        { StoppedAt: not null } => new JobStatus.Cancelled(),
        _ when now < StartsAt => new JobStatus.Queued(1),
        _ when now < EndsAt || End is OrderEnd.Never => new JobStatus.Running(0.5),
        _ when HasClip(now) => new JobStatus.Succeeded(Clip),
        _ => new JobStatus.Failed(Failure),
    };
}
