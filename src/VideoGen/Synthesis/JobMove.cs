using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>Moves a job on: the changed copy and the line of its history, made together so that neither is forgotten. Pure.</summary>
internal static class JobMove
{
    private const decimal MostUnits = 100_000; // more is a defect of the provider's answer, neither a bill nor an estimate

    /// <summary>No call waits longer: whoever reads the status later does it in the background.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(90);

    /// <summary>Another state.</summary>
    public static JobCommit To(this Job job, JobState state, DateTimeOffset now, EventSource source, string message)
    {
        var next = job with { Version = job.Version + 1, State = state, Fault = null };
        if (next.IsTerminal)
        {
            next = next with { CompletedAt = now, NextTickAt = null };
        }

        return new JobCommit(next with { RunningAt = state is JobState.Running ? next.RunningAt ?? now : next.RunningAt }, [new JobEvent(now, source, "state", message) { From = job.State, To = state }]) { Before = job };
    }

    /// <summary>The same state, looked at again later.</summary>
    public static JobCommit Again(this Job job, DateTimeOffset at) => new(job with { Version = job.Version + 1, NextTickAt = at }, []);

    /// <summary>
    /// The provider finished: the clip's address is kept and the money settled, by what the provider says it billed, else by what was
    /// ordered. Whatever becomes of fetching it, this is written once.
    /// </summary>
    public static JobCommit Finished(this Job job, ProviderClip clip, DateTimeOffset now, EventSource source, string message)
    {
        JobCommit commit = job.To(JobState.Downloading, now, source, message).Due(now);
        return commit with { Next = Paid(Reported(commit, source, now), clip.BilledUnits) with { ProviderClip = clip with { Response = null }, Seed = ToldSeed.In(clip.Response) ?? job.Seed, UnreadSince = null, UnreachableReads = 0 } };
    }

    /// <summary>
    /// Done at the provider, without a result that can be used yet: followed on, with the money settled where the provider says what it billed.
    /// </summary>
    public static Job Unread(this Job job, JobStatus.Unread unread) =>
        (unread.BilledUnits is { } units ? Paid(job, units) : job) with { Fault = unread.Message };

    /// <summary>Keeps an answer that changed something, for audit.</summary>
    public static Job Recording(this Job job, ProviderExchange exchange) =>
        job.Exchanges.Length >= ProviderExchange.Most ? job : job with { Exchanges = job.Exchanges.Add(exchange) };

    /// <summary>The same, where the commit changes anything.</summary>
    public static JobCommit Recording(this JobCommit commit, ProviderExchange exchange) =>
        commit.Events.IsEmpty ? commit : commit with { Next = commit.Next.Recording(exchange) };

    /// <summary>Keeps what the provider answered.</summary>
    public static Job Keeping(this Job job, JobStatus status)
    {
        string? result = status switch
        {
            JobStatus.Succeeded done => done.Clip.Response,
            JobStatus.Failed failed => failed.Failure.Response,
            JobStatus.Unread unread => unread.Result,
            _ => null,
        };
        return status.Response is null && result is null ? job : job with
        {
            Responses = (job.Responses ?? new ProviderResponses()) with
            {
                Status = KeptAnswer.Of(status.Response, job) ?? job.Responses?.Status,
                Result = KeptAnswer.Of(result, job) ?? job.Responses?.Result,
            },
        };
    }

    /// <summary>
    /// The end without a clip. Money that was not taken is given back; a job that failed or was given up halts its siblings.
    /// </summary>
    public static JobCommit Fail(this Job job, JobState state, JobFailure failure, DateTimeOffset now, EventSource source, string? message = null)
    {
        failure = failure is { Billed: Billed.Unknown } && job.IsFree ? failure with { Billed = Billed.No } : failure;
        JobCommit commit = job.To(state, now, source, message ?? failure.Message);
        return commit with { Next = Settled(Reported(commit, source, now) with { Clip = null, Failure = failure }, failure), HaltRequest = state is JobState.Failed or JobState.Expired };
    }

    /// <summary>What was billed for a job that has ended, as it became known afterwards.</summary>
    /// <param name="job">The job.</param>
    /// <param name="billed">Whether anything was billed.</param>
    /// <param name="bill">US dollars, and units where the provider counted them; null for what the job's price says.</param>
    /// <param name="now">When it became known.</param>
    /// <param name="source">From whom.</param>
    /// <param name="message">How, for the history.</param>
    public static JobCommit Settle(this Job job, Billed billed, (decimal Usd, decimal? Units)? bill, DateTimeOffset now, EventSource source, string message)
    {
        Job next = job with { Version = job.Version + 1, BillToRead = false, Failure = job.Failure is { } failure ? failure with { Billed = billed } : null };
        next = billed switch
        {
            Billed.No => next with { ReservedUsd = 0, BilledUsd = 0, BilledSeconds = 0, BilledUnits = bill?.Units },
            Billed.Yes when bill is { } said => Charged(next, said.Usd, said.Units),
            Billed.Yes => Paid(next, null),
            _ => next,
        };
        return new JobCommit(next, [new JobEvent(now, source, "note", message)]) { Before = job };
    }

    /// <summary>Marks a job whose end was reported without the bill: its result is read for that.</summary>
    public static JobCommit ReadBill(this JobCommit commit) =>
        commit.Next is { ProviderJob: not null, BilledUnits: null, IsFree: false } ended && (ended.IsTerminal || ended.State is JobState.Downloading)
            ? commit with { Next = ended with { BillToRead = true } }
            : commit;

    /// <summary>When the next step is due.</summary>
    public static JobCommit Due(this JobCommit commit, DateTimeOffset at) =>
        commit.Next.IsTerminal ? commit : commit with { Next = commit.Next with { NextTickAt = at } };

    /// <summary>Adds a line to the history.</summary>
    public static JobCommit Note(this JobCommit commit, DateTimeOffset now, EventSource source, string kind, string message) =>
        commit with { Events = commit.Events.Add(new JobEvent(now, source, kind, message)) };

    /// <summary>Deals with deliveries by noting that they say nothing that matters any more.</summary>
    public static JobCommit PutAside(this JobCommit commit, ImmutableArray<WebhookDelivery> deliveries, string message) => commit with
    {
        Events = [.. deliveries.Select(d => new JobEvent(d.ReceivedAt, EventSource.Webhook, "webhook", message) { Body = KeptAnswer.Of(d.Body, commit.Next) }), .. commit.Events],
        Handled = [.. commit.Handled, .. deliveries.Select(d => d.Id)],
    };

    private static Job Reported(JobCommit commit, EventSource source, DateTimeOffset now) => source switch
    {
        EventSource.Webhook => commit.Next with { CompletedBy = CompletedBy.Webhook },
        EventSource.Provider when commit.Before is { State: JobState.Submitting } => commit.Next with { CompletedBy = CompletedBy.Sync },
        EventSource.Provider => commit.Next with { CompletedBy = now - commit.Next.CreatedAt <= LongestWait ? CompletedBy.Poll : CompletedBy.Sweep },
        _ => commit.Next,
    };

    private static Job Settled(Job job, JobFailure failure) => failure.Billed switch
    {
        _ when job.BilledUsd is not null => job, // settled when the provider finished
        Billed.No => job with { ReservedUsd = 0, BilledUsd = 0, BilledSeconds = 0, BilledUnits = failure.BilledUnits },
        Billed.Yes => Paid(job, failure.BilledUnits),
        _ => job, // unknown: the reservation stays, so that caps count the worst case
    };

    /// <summary>Units that a provider says it bills or will bill; null where it says none, or what can be none.</summary>
    public static decimal? Credible(decimal? said) => said is >= 0 and <= MostUnits ? said : null;

    private static Job Paid(Job job, decimal? said)
    {
        decimal? units = Credible(said);
        return Charged(job, job.Price.OfUnits(units, job.SlotSeconds), units);
    }

    private static Job Charged(Job job, decimal usd, decimal? units)
    {
        decimal planned = job.Price.Of(job.SlotSeconds);
        return job with
        {
            ReservedUsd = 0,
            BilledUsd = usd,
            BilledUnits = units,
            BilledSeconds = units is 0 ? 0 : job.Price.BilledSeconds(job.SlotSeconds) * (planned is 0 ? 1 : usd / planned),
        };
    }
}
