using System.Collections.Immutable;
using VideoGen.Records;

namespace VideoGen.Simulation.Tests;

/// <summary>An outbox of which single calls can be replaced.</summary>
internal abstract class PassingOutbox(IRecordOutbox outbox) : IRecordOutbox
{
    public event EventHandler? Changed
    {
        add => outbox.Changed += value;
        remove => outbox.Changed -= value;
    }

    public ValueTask<ImmutableArray<DueRecord>> TakeAsync(string owner, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken) =>
        outbox.TakeAsync(owner, now, leaseUntil, limit, cancellationToken);

    public virtual ValueTask MarkDeliveredAsync(string jobId, string owner, long revision, DateTimeOffset now, CancellationToken cancellationToken) =>
        outbox.MarkDeliveredAsync(jobId, owner, revision, now, cancellationToken);

    public ValueTask MarkRefusedAsync(string jobId, string owner, long revision, string reason, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken) =>
        outbox.MarkRefusedAsync(jobId, owner, revision, reason, now, retryAt, cancellationToken);

    public ValueTask PostponeAsync(
        string jobId, string owner, string reason, bool counts, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken) =>
        outbox.PostponeAsync(jobId, owner, reason, counts, now, retryAt, cancellationToken);

    public ValueTask ReleaseAsync(string owner, CancellationToken cancellationToken) => outbox.ReleaseAsync(owner, cancellationToken);

    public ValueTask<int> RetryRefusedAsync(DateTimeOffset now, CancellationToken cancellationToken) => outbox.RetryRefusedAsync(now, cancellationToken);

    public ValueTask<RecordBacklog> ReadBacklogAsync(CancellationToken cancellationToken) => outbox.ReadBacklogAsync(cancellationToken);
}
