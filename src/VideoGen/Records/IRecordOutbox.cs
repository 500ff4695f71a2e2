using System.Collections.Immutable;

namespace VideoGen.Records;

/// <summary>
/// Port to the jobs whose documents the system of record does not hold yet. A job enters in the same commit as the change of it or of
/// its history, so no crash separates the two; it leaves when its newest revision is delivered. One entry a job, whatever happened to it
/// meanwhile. What the outbox keeps about deliveries survives a kill of the process, not always a loss of power: then a document is
/// delivered once more. Thread-safe, and safe for several processes on one ledger. Every ledger that implements it passes the ledger
/// contract suite.
/// </summary>
public interface IRecordOutbox
{
    /// <summary>
    /// Raised on any thread after this process put something in. A hint that may come too often, and never tells of other processes.
    /// </summary>
    event EventHandler? Changed;

    /// <summary>
    /// Takes jobs that are due, those waiting longest first, so that nobody else takes them before the lease has run out. A taker that
    /// dies leaves them due at the end of its lease.
    /// </summary>
    /// <param name="owner">Identity of the taker.</param>
    /// <param name="now">Present time.</param>
    /// <param name="leaseUntil">When others may take them, should this process die.</param>
    /// <param name="limit">Most jobs, 1 or more.</param>
    /// <param name="cancellationToken">Ends the wait; what was taken stays taken until the lease runs out.</param>
    ValueTask<ImmutableArray<DueRecord>> TakeAsync(
        string owner, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The system of record holds a revision of a job. The job leaves the outbox, or is due again when it changed meanwhile.
    /// </summary>
    ValueTask MarkDeliveredAsync(string jobId, string owner, long revision, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// The system of record refuses a revision of a job. It is due again at <paramref name="retryAt"/>, or at once when it changed
    /// meanwhile or changes later. Without effect when the lease was lost.
    /// </summary>
    ValueTask MarkRefusedAsync(
        string jobId, string owner, long revision, string reason, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken);

    /// <summary>
    /// The system of record gave no usable answer. The job is due again at <paramref name="retryAt"/>, or when it changes. Without effect
    /// when the lease was lost.
    /// </summary>
    /// <param name="jobId">Job.</param>
    /// <param name="owner">Its taker.</param>
    /// <param name="reason">What happened instead.</param>
    /// <param name="counts">Whether it speaks against the job, and adds to <see cref="DueRecord.Attempts"/>; false for a probe of an outage.</param>
    /// <param name="now">Present time.</param>
    /// <param name="retryAt">When it is due again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask PostponeAsync(
        string jobId, string owner, string reason, bool counts, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken);

    /// <summary>Gives back what a taker holds, as if it had not taken it.</summary>
    ValueTask ReleaseAsync(string owner, CancellationToken cancellationToken);

    /// <summary>Makes every refused job due now; answers how many there are.</summary>
    ValueTask<int> RetryRefusedAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What waits and what is refused.</summary>
    ValueTask<RecordBacklog> ReadBacklogAsync(CancellationToken cancellationToken);
}
