using System.Collections.Immutable;
using VideoGen.Records;

namespace VideoGen.Testing.Jobs;

/// <summary>The outbox that a <see cref="MemoryLedger"/> fills. Thread-safe.</summary>
public sealed class MemoryOutbox : IRecordOutbox
{
    private readonly MemoryLedger _ledger;
    private readonly MemoryLedgerStore _store;

    /// <summary>The outbox of a ledger.</summary>
    public MemoryOutbox(MemoryLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        (_ledger, _store) = (ledger, ledger.Store);
        ledger.JobsChanged += (_, _) => Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <inheritdoc/>
    public event EventHandler? Changed;

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DueRecord>> TakeAsync(string owner, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken) => Do(
        () =>
        {
            _ledger.Announce(owner);
            MemoryOutboxRow[] due = [.. _store.Outbox.Values.Where(row => row.IsFree(now)).OrderBy(row => row.DueAt).ThenBy(row => row.JobId, StringComparer.Ordinal).Take(limit)];
            Array.ForEach(due, row => row.Take(owner, leaseUntil));
            return due.OrderBy(row => row.JobId, StringComparer.Ordinal).Select(Read).ToImmutableArray();
        });

    /// <inheritdoc/>
    public async ValueTask MarkDeliveredAsync(string jobId, string owner, long revision, DateTimeOffset now, CancellationToken cancellationToken) =>
        await Change(jobId, row => row.Deliver(owner, revision, now));

    /// <inheritdoc/>
    public async ValueTask MarkRefusedAsync(
        string jobId, string owner, long revision, string reason, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken) =>
        await Change(jobId, row => row.Fail(owner, reason, now, row.Revision > revision ? now : retryAt, isRefused: true, counts: true));

    /// <inheritdoc/>
    public async ValueTask PostponeAsync(
        string jobId, string owner, string reason, bool counts, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken) =>
        await Change(jobId, row => row.Fail(owner, reason, now, retryAt, isRefused: false, counts));

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(string owner, CancellationToken cancellationToken) => await Do(() =>
    {
        _store.Outbox.Values.ToList().ForEach(row => row.Release(owner));
        return true;
    });

    /// <inheritdoc/>
    public async ValueTask<int> RetryRefusedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int count = await Do(() =>
        {
            List<MemoryOutboxRow> refused = [.. _store.Outbox.Values.Where(row => row.IsRefused)];
            refused.ForEach(row => row.RetryNow(now));
            return refused.Count;
        });
        Changed?.Invoke(this, EventArgs.Empty);
        return count;
    }

    /// <inheritdoc/>
    public ValueTask<RecordBacklog> ReadBacklogAsync(CancellationToken cancellationToken) => Do(() =>
    {
        MemoryOutboxRow[] waiting = [.. _store.Outbox.Values.Where(row => row.DueAt is not null)];
        MemoryOutboxRow[] refused = [.. _store.Outbox.Values.Where(row => row.IsRefused).OrderByDescending(row => row.ProblemAt)];
        return new RecordBacklog(
            waiting.Length,
            waiting.Min(row => row.WaitingSince),
            waiting.Where(row => row is { Problem: not null, IsRefused: false }).OrderByDescending(row => row.ProblemAt).FirstOrDefault()?.Problem,
            [.. refused.Take(RecordBacklog.MostShown).Select(row => new RefusedRecord(row.JobId, row.Problem!, row.ProblemAt!.Value, row.DueAt!.Value))])
        {
            RefusedCount = refused.Length,
        };
    });

    private DueRecord Read(MemoryOutboxRow row) =>
        new(_store.Jobs[row.JobId].Waiting, _store.Jobs[row.JobId].History, row.Revision, row.Delivered == 0, row.Attempts);

    private ValueTask<bool> Change(string jobId, Action<MemoryOutboxRow> change) => Do(() =>
    {
        change(_store.Outbox[jobId]);
        return true;
    });

    private ValueTask<T> Do<T>(Func<T> work)
    {
        lock (_store.Gate)
        {
            _ledger.Open();
            return ValueTask.FromResult(work());
        }
    }
}
