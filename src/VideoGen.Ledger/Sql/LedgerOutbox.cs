using System.Collections.Immutable;
using VideoGen.Records;

namespace VideoGen.Ledger.Sql;

/// <summary>
/// The outbox of the records in the ledger, filled by the ledger's own commits. What it writes itself waits for no disk: should
/// a loss of power undo it, documents are delivered once more. Thread-safe.
/// </summary>
public sealed class LedgerOutbox : IRecordOutbox
{
    private readonly ILedgerStore _store;

    /// <summary>The outbox of a ledger.</summary>
    public LedgerOutbox(SqlLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        _store = ledger.Store;
        ledger.JobsChanged += (_, _) => Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <inheritdoc/>
    public event EventHandler? Changed;

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<DueRecord>> TakeAsync(
        string owner, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken)
    {
        // Mostly there is nothing, which is found out without the writer.
        if (!await _store.ReadAsync(session => OutboxRows.IsAnyDue(session, now), cancellationToken))
        {
            return [];
        }

        ImmutableArray<string> taken = await _store.ClaimAsync(
            owner, session => OutboxRows.Take(session, owner, now, leaseUntil, limit), cancellationToken);
        ImmutableArray<DueRecord> read = await _store.ReadTogetherAsync(session => ImmutableArray.CreateRange(taken, id => OutboxRows.Read(session, id)), cancellationToken);
        await _store.FlushAsync(cancellationToken); // of what was read, not of what was there before: nobody else gets to hold what this machine could still lose
        return read;
    }

    /// <inheritdoc/>
    public async ValueTask MarkDeliveredAsync(string jobId, string owner, long revision, DateTimeOffset now, CancellationToken cancellationToken) =>
        await _store.WriteClaimAsync(session => OutboxRows.MarkDelivered(session, jobId, owner, revision, now), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask MarkRefusedAsync(
        string jobId, string owner, long revision, string reason, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken) =>
        await _store.WriteClaimAsync(session => OutboxRows.MarkRefused(session, jobId, owner, revision, reason, now, retryAt), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask PostponeAsync(
        string jobId, string owner, string reason, bool counts, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken) =>
        await _store.WriteClaimAsync(session => OutboxRows.Postpone(session, jobId, owner, reason, counts, now, retryAt), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(string owner, CancellationToken cancellationToken) =>
        await _store.WriteClaimAsync(session => OutboxRows.Release(session, owner), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<int> RetryRefusedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int due = await _store.WriteClaimAsync(session => OutboxRows.RetryRefused(session, now), cancellationToken);
        Changed?.Invoke(this, EventArgs.Empty);
        return due;
    }

    /// <inheritdoc/>
    public ValueTask<RecordBacklog> ReadBacklogAsync(CancellationToken cancellationToken) => _store.ReadTogetherAsync(OutboxRows.Backlog, cancellationToken);
}
