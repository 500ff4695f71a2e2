using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Providers;

namespace VideoGen.Jobs;

/// <summary>
/// One answer of a provider that changed something about a job: as its adapter understood it, so that it can be played again, and as it came, bounded
/// and without secrets (<see cref="KeptAnswer"/>). Answers that change nothing are not kept.
/// </summary>
public sealed record ProviderExchange
{
    private const string Accepted = "accepted";
    private const string Finished = "finished";
    private const string Refused = "refused";
    private const string Unknown = "unknown";
    private const string Queued = "queued";
    private const string Throttled = "throttled";
    private const string Running = "running";
    private const string Succeeded = "succeeded";
    private const string Failed = "failed";
    private const string Cancelled = "cancelled";
    private const string Unread = "unread";
    private const string Gone = "gone";
    private const string Unreachable = "unreachable";
    private const string Found = "found";
    private const string Absent = "absent";
    private const string Unavailable = "unavailable";

    /// <summary>Most that are kept of one job; later ones are left out.</summary>
    public const int Most = 64;

    /// <summary>When it was acted on, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was asked.</summary>
    public required ExchangeKind Kind { get; init; }

    /// <summary>What the answer was, in a word.</summary>
    public required string Said { get; init; }

    /// <summary>The job that it names; null where it names none.</summary>
    public ProviderJob? Job { get; init; }

    /// <summary>The clip that it describes; null where it describes none.</summary>
    public ProviderClip? Clip { get; init; }

    /// <summary>The failure that it tells of; null where it tells of none.</summary>
    public ProviderFailure? Failure { get; init; }

    /// <summary>What it says in words; null for nothing.</summary>
    public string? Message { get; init; }

    /// <summary>Units that it counts; null for none.</summary>
    public decimal? Units { get; init; }

    /// <summary>True where the answer has its mark: a cancelled job had run, a gone one may return, records never answer.</summary>
    public bool? Marked { get; init; }

    /// <summary>SHA-256 of the body of a delivery, lowercase hex; null for what is none.</summary>
    public string? DeliverySha256 { get; init; }

    /// <summary>The answer about the state as it came; null where there is none.</summary>
    public string? Response { get; init; }

    /// <summary>The result document as it came; null where there is none.</summary>
    public string? Result { get; init; }

    /// <summary>Identity of a delivery's body.</summary>
    internal static string Sha256Of(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    internal static ProviderExchange Of(ProviderFailure refused, DateTimeOffset at, Job job) => Kept(
        new() { At = at, Kind = ExchangeKind.Prepare, Said = Refused, Failure = refused }, job, null, refused.Response);

    internal static ProviderExchange Of(SubmitResult result, DateTimeOffset at, Job job)
    {
        ProviderExchange exchange = result switch
        {
            SubmitResult.Accepted accepted => new() { At = at, Kind = ExchangeKind.Submit, Said = Accepted, Job = accepted.Job, Units = accepted.EstimatedUnits },
            SubmitResult.Finished finished => new() { At = at, Kind = ExchangeKind.Submit, Said = Finished, Job = finished.Job, Clip = finished.Clip },
            SubmitResult.Refused refused => new() { At = at, Kind = ExchangeKind.Submit, Said = Refused, Failure = refused.Failure },
            SubmitResult.Unknown unknown => new() { At = at, Kind = ExchangeKind.Submit, Said = Unknown, Message = unknown.Message },
            _ => throw new UnreachableException("Every answer to a submit is named above."),
        };
        return Kept(exchange, job, result.Response, exchange.Clip?.Response ?? exchange.Failure?.Response);
    }

    internal static ProviderExchange Of(JobStatus status, ExchangeKind kind, DateTimeOffset at, Job job)
    {
        ProviderExchange exchange = status switch
        {
            JobStatus.Queued => new() { At = at, Kind = kind, Said = Queued },
            JobStatus.Throttled => new() { At = at, Kind = kind, Said = Throttled },
            JobStatus.Running => new() { At = at, Kind = kind, Said = Running },
            JobStatus.Succeeded done => new() { At = at, Kind = kind, Said = Succeeded, Clip = done.Clip },
            JobStatus.Failed failed => new() { At = at, Kind = kind, Said = Failed, Failure = failed.Failure },
            JobStatus.Cancelled cancelled => new() { At = at, Kind = kind, Said = Cancelled, Units = cancelled.BilledUnits, Marked = cancelled.Ran },
            JobStatus.Unread unread => new() { At = at, Kind = kind, Said = Unread, Message = unread.Message, Units = unread.BilledUnits, Failure = unread.IfItLasts },
            JobStatus.Gone gone => new() { At = at, Kind = kind, Said = Gone, Message = gone.Message, Marked = gone.MayReturn },
            JobStatus.Unreachable unreachable => new() { At = at, Kind = kind, Said = Unreachable, Message = unreachable.Message },
            _ => throw new UnreachableException("Every answer about a job is named above."),
        };
        return Kept(exchange, job, status.Response, (status as JobStatus.Unread)?.Result ?? exchange.Clip?.Response ?? exchange.Failure?.Response);
    }

    internal static ProviderExchange Of(DeliveryReading reading, string body, DateTimeOffset at, Job job) =>
        Of(reading.Status, ExchangeKind.Delivery, at, job) with { Job = reading.Job, DeliverySha256 = Sha256Of(body), Response = null, Result = null };

    internal static ProviderExchange Of(CancelResult result, DateTimeOffset at) => new() { At = at, Kind = ExchangeKind.Cancel, Said = result.ToString() };

    internal static ProviderExchange Of(FindResult result, DateTimeOffset at) => result switch
    {
        FindResult.Found found => new() { At = at, Kind = ExchangeKind.Find, Said = Found, Job = found.Job },
        FindResult.Absent => new() { At = at, Kind = ExchangeKind.Find, Said = Absent },
        FindResult.Unavailable unavailable => new() { At = at, Kind = ExchangeKind.Find, Said = Unavailable, Message = unavailable.Message, Marked = unavailable.IsFinal },
        _ => throw new UnreachableException("Jobs that are alike were told apart."),
    };

    internal SubmitResult? AsSubmit() => (Kind, Said) switch
    {
        (ExchangeKind.Submit, Accepted) when Job is { } job => new SubmitResult.Accepted(job) { EstimatedUnits = Units, Response = Response },
        (ExchangeKind.Submit, Finished) when Job is { } job && Clip is { } clip => new SubmitResult.Finished(job, clip with { Response = Result }) { Response = Response },
        (ExchangeKind.Submit, Refused) when Failure is { } failure => new SubmitResult.Refused(failure with { Response = Result }) { Response = Response },
        (ExchangeKind.Submit, Unknown) => new SubmitResult.Unknown(Message ?? "") { Response = Response },
        _ => null,
    };

    internal JobStatus? AsStatus() => Said switch
    {
        Queued => new JobStatus.Queued(null) { Response = Response },
        Throttled => new JobStatus.Throttled { Response = Response },
        Running => new JobStatus.Running(null) { Response = Response },
        Succeeded when Clip is { } clip => new JobStatus.Succeeded(clip with { Response = Result }) { Response = Response },
        Failed when Failure is { } failure => new JobStatus.Failed(failure with { Response = Result }) { Response = Response },
        Cancelled => new JobStatus.Cancelled(Units) { Ran = Marked ?? false, Response = Response },
        Unread => new JobStatus.Unread(Message ?? "") { Result = Result, BilledUnits = Units, IfItLasts = Failure, Response = Response },
        Gone => new JobStatus.Gone(Message ?? "") { MayReturn = Marked ?? false, Response = Response },
        Unreachable => new JobStatus.Unreachable(Message ?? "") { Response = Response },
        _ => null,
    };

    internal CancelResult? AsCancel() => Kind is ExchangeKind.Cancel && Enum.TryParse(Said, out CancelResult result) ? result : null;

    internal FindResult? AsFind() => (Kind, Said) switch
    {
        (ExchangeKind.Find, Found) when Job is { } job => new FindResult.Found(job),
        (ExchangeKind.Find, Absent) => new FindResult.Absent(),
        (ExchangeKind.Find, Unavailable) => new FindResult.Unavailable(Message ?? "") { IsFinal = Marked ?? false },
        _ => null,
    };

    private static ProviderExchange Kept(ProviderExchange exchange, Job job, string? response, string? result) => exchange with
    {
        Clip = exchange.Clip is { } clip ? clip with { Response = null } : null,
        Failure = exchange.Failure is { } failure ? failure with { Response = null } : null,
        Response = KeptAnswer.Of(response, job),
        Result = KeptAnswer.Of(result, job),
    };
}
