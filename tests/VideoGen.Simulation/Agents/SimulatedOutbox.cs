using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Agents;

/// <summary>The outbox as one process has it, with the faults of the ledger's disk.</summary>
internal sealed class SimulatedOutbox(Process process, Weather weather, IRecordOutbox store) : IRecordOutbox
{
    private readonly World _world = process.World;

    public event EventHandler? Changed;

    /// <summary>This process wrote something.</summary>
    public void Tell() => process.Post(_ => Changed?.Invoke(this, EventArgs.Empty), null);

    public ValueTask<ImmutableArray<DueRecord>> TakeAsync(string owner, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken) =>
        DoAsync(() => store.TakeAsync(owner, now, leaseUntil, limit, default));

    public async ValueTask MarkDeliveredAsync(string jobId, string owner, long revision, DateTimeOffset now, CancellationToken cancellationToken) =>
        await DoAsync(() => Done(store.MarkDeliveredAsync(jobId, owner, revision, now, default)));

    public async ValueTask MarkRefusedAsync(
        string jobId, string owner, long revision, string reason, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken) =>
        await DoAsync(() => Done(store.MarkRefusedAsync(jobId, owner, revision, reason, now, retryAt, default)));

    public async ValueTask PostponeAsync(
        string jobId, string owner, string reason, bool counts, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken) =>
        await DoAsync(() => Done(store.PostponeAsync(jobId, owner, reason, counts, now, retryAt, default)));

    public async ValueTask ReleaseAsync(string owner, CancellationToken cancellationToken) => await DoAsync(() => Done(store.ReleaseAsync(owner, default)));

    public ValueTask<int> RetryRefusedAsync(DateTimeOffset now, CancellationToken cancellationToken) => DoAsync(() => store.RetryRefusedAsync(now, default));

    public ValueTask<RecordBacklog> ReadBacklogAsync(CancellationToken cancellationToken) => DoAsync(() => store.ReadBacklogAsync(default));

    private async ValueTask<T> DoAsync<T>(Func<ValueTask<T>> call)
    {
        await _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMicroseconds(100), TimeSpan.FromMilliseconds(40)) * weather.LedgerSlowness, of: process).ConfigureAwait(false);
        if (weather.Strikes(weather.LedgerRefuses))
        {
            throw new LedgerException(new Problem(ProblemCodes.LedgerFull, "", "The disk is full.", "Try again."));
        }

        T result = call().AsTask().GetAwaiter().GetResult();
        process.DiesNow();
        await _world.PassAsync(TimeSpan.FromMicroseconds(200)).ConfigureAwait(false);
        return result;
    }

    private static async ValueTask<bool> Done(ValueTask done)
    {
        await done;
        return true;
    }
}
