using System.Globalization;
using VideoGen.Providers;

namespace VideoGen.Simulation.Outside;

/// <summary>One order at the provider: the truth about it, whatever anybody was told.</summary>
internal sealed class ProviderOrder
{
    /// <summary>The provider's own host, which its key belongs to.</summary>
    public const string Own = "api.sim";

    public required string Id { get; init; }

    public required string JobId { get; init; }

    /// <summary>What was wanted, for telling orders of one intent from those of another.</summary>
    public required string Prompt { get; init; }

    public required Uri? WebhookUrl { get; init; }

    public required TimeSpan StartsAt { get; init; }

    /// <summary>Until when the account is too full for it; null where it is not held back.</summary>
    public TimeSpan? ThrottledUntil { get; init; }

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

    /// <summary>True when its clip wants the provider's key.</summary>
    public bool IsLocked { get; init; }

    /// <summary>How long an address of its clip is good; null for ever.</summary>
    public TimeSpan? AddressExpiresAfter { get; init; }

    /// <summary>Credits that it costs when it is stopped at work; null where that is not told.</summary>
    public decimal? StoppedCredits { get; init; }

    /// <summary>True when nothing of it can be read any more: it was deleted.</summary>
    public bool IsDeleted { get; set; }

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

    public Uri Address => new($"https://{(IsLocked ? Own : "media.sim")}/{Id}.mp4");

    /// <summary>Its clip as it is told now, with the bill.</summary>
    public ProviderClip Clip(TimeSpan now) => new(AddressExpiresAfter is { } good ? new Uri(Address, $"?until={(now + good).Ticks}") : Address) { BilledUnits = BilledUnits };

    /// <summary>True when an address was good only until now.</summary>
    public bool HasExpired(Uri address, TimeSpan now) => AddressExpiresAfter is not null && now.Ticks > long.Parse(address.Query["?until=".Length..], CultureInfo.InvariantCulture);

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
        { IsDeleted: true } => new JobStatus.Gone("It was deleted."),
        { StoppedAt: { } stopped } => new JobStatus.Cancelled(StoppedCredits is { } credits ? HasStarted(stopped) ? credits : 0 : null),
        _ when now < ThrottledUntil => new JobStatus.Throttled(),
        _ when now < StartsAt => new JobStatus.Queued(1),
        _ when now < EndsAt || End is OrderEnd.Never => new JobStatus.Running(0.5),
        _ when HasClip(now) => new JobStatus.Succeeded(Clip(now)),
        _ => new JobStatus.Failed(Failure),
    };
}
