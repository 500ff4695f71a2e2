using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// Reads the provider's result of a job whose end was reported without the bill, once, and settles the money by it. A result that cannot be
/// read, or does not say, leaves the money as it is: <c>videogen doctor</c> lists it, <c>videogen settle</c> ends it. Thread-safe.
/// </summary>
/// <param name="services">The services.</param>
internal sealed class BillReader(AgentServices services)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Reads the bill of a job that has ended and is still to be read.</summary>
    /// <returns>The job as it stands now; taken up again where the result turns out to hold a clip.</returns>
    public async Task<Job?> ReadAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.ProviderJob is not { } known || !services.Providers.TryGetValue(job.Provider, out IVideoProvider? provider))
        {
            return job;
        }

        JobStatus status = await StatusAsync(provider, known, cancellationToken);
        Job? row = job;
        while (row is { IsTerminal: true, BillToRead: true }) // else somebody settled it by hand, or took it up again
        {
            JobCommit commit = After(row, status).Recording(ProviderExchange.Of(status, ExchangeKind.Result, services.Time.GetUtcNow(), row));
            row = await services.Ledger.CommitAsync(commit, CancellationToken.None) ? commit.Next : await services.Ledger.FindJobAsync(job.Id, CancellationToken.None);
        }

        return row;
    }

    private async Task<JobStatus> StatusAsync(IVideoProvider provider, ProviderJob known, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Longest, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await provider.GetResultAsync(known, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new JobStatus.Unreachable($"no answer within {Longest.TotalSeconds:0} s.");
        }
    }

    private JobCommit After(Job job, JobStatus status)
    {
        DateTimeOffset now = services.Time.GetUtcNow();
        return status switch
        {
            JobStatus.Succeeded { Clip: var clip } when job.ProviderClip is null => (job with { CompletedAt = null, Failure = null, BillToRead = false })
                .Finished(clip, now, EventSource.Provider, "The provider's result holds a clip after all; it is delivered."),
            JobStatus.Succeeded { Clip.BilledUnits: { } units } => ByUnits(job, units, now),
            JobStatus.Failed { Failure.BilledUnits: { } units } => ByUnits(job, units, now),
            JobStatus.Cancelled { BilledUnits: { } units } => ByUnits(job, units, now),
            JobStatus.Failed { Failure.Billed: not Billed.Unknown and var billed } =>
                job.Settle(billed, null, now, EventSource.Provider, $"The provider's result says what became of the money: {(billed is Billed.No ? "nothing was billed" : "it was billed")}."),
            JobStatus.Unread { BilledUnits: { } units } => ByUnits(job, units, now),
            JobStatus.Unread { IfItLasts: { } own } when own.Billed is not Billed.Unknown => After(job, new JobStatus.Failed(own)),
            JobStatus.Unread { Message: var reason } => Open(job, $"What was billed could not be read: {reason}", now),
            JobStatus.Unreachable { Message: var reason } => Open(job, $"What was billed could not be read: {reason}", now),
            JobStatus.Gone { Message: var reason } => Open(job, $"What was billed could not be read: {reason}", now),
            _ => Open(job, "The provider's result does not say what was billed.", now),
        };
    }

    private static JobCommit ByUnits(Job job, decimal units, DateTimeOffset now)
    {
        decimal usd = job.Price.OfUnits(units, job.SlotSeconds);
        string message = units is 0 ? "The provider's result says that nothing was billed." : string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"The provider's result says that {units:0.######} unit(s) were billed: ${usd:0.00####}.");
        return job.Settle(units is 0 ? Billed.No : Billed.Yes, (usd, units), now, EventSource.Provider, message);
    }

    private static JobCommit Open(Job job, string message, DateTimeOffset now) =>
        job.Settle(job.Failure?.Billed ?? Billed.Unknown, job.BilledUsd is { } usd ? (usd, job.BilledUnits) : null, now, EventSource.Agent, message);
}
