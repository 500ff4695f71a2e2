using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Simulation.Agents;

namespace VideoGen.Simulation.Tests;

/// <summary>A take-over that breaks one rule.</summary>
internal sealed class OwnerSabotage : Sabotage
{
    public bool FromTheLiving { get; init; }

    public bool RaisesTheVersion { get; init; }

    public bool LeavesTheClaim { get; init; }

    public override IJobOwners Of(IJobOwners owners, ILedger ledger) => new Broken(this, owners, ledger);

    private sealed class Broken(OwnerSabotage how, IJobOwners owners, ILedger ledger) : IJobOwners
    {
        public async ValueTask<JobTakeOver> TakeOverAsync(string owner, NodeView view, int most, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken)
        {
            if (how.FromTheLiving)
            {
                ImmutableDictionary<string, int> counts = await owners.CountOwnedAsync(default);
                view = new NodeView([owner], [.. counts.Keys.Where(k => k.Length > 0 && k != owner)], MayAct: true);
            }

            ImmutableArray<PendingTick> pending = how.LeavesTheClaim ? await ledger.ListPendingAsync(default) : [];
            var before = new Dictionary<string, (string? Owner, DateTimeOffset At)>(StringComparer.Ordinal);
            foreach (PendingTick tick in pending)
            {
                before[tick.JobId] = (await owners.FindOwnerAsync(tick.JobId, default), (await ledger.FindJobAsync(tick.JobId, default))!.NextTickAt!.Value);
            }

            JobTakeOver over = await owners.TakeOverAsync(owner, view, most, now, aliveUntil, default);
            foreach (PendingTick taken in how.RaisesTheVersion ? over.Taken : [])
            {
                Job job = (await ledger.FindJobAsync(taken.JobId, default))!;
                await ledger.CommitAsync(new JobCommit(job with { Version = job.Version + 1 }, []) { KeepClaim = true }, default);
            }

            return how.LeavesTheClaim ? over with { Taken = [.. await Task.WhenAll(over.Taken.Select(t => ClaimAgainAsync(t, before.GetValueOrDefault(t.JobId), now)))] } : over;
        }

        public ValueTask<int> GiveBackAsync(string owner, CancellationToken cancellationToken) => owners.GiveBackAsync(owner, default);

        public ValueTask<ImmutableArray<PendingTick>> ListOwnedAsync(string owner, CancellationToken cancellationToken) => owners.ListOwnedAsync(owner, default);

        public ValueTask<string?> FindOwnerAsync(string jobId, CancellationToken cancellationToken) => owners.FindOwnerAsync(jobId, default);

        public ValueTask<ImmutableDictionary<string, int>> CountOwnedAsync(CancellationToken cancellationToken) => owners.CountOwnedAsync(default);

        private async Task<PendingTick> ClaimAgainAsync(PendingTick taken, (string? Owner, DateTimeOffset At) held, DateTimeOffset now)
        {
            if (held.Owner is not { } dead || held.At <= now)
            {
                return taken;
            }

            await ledger.ClaimAsync(taken.JobId, dead, now, held.At, wake: true, default);
            return taken with { At = held.At };
        }
    }
}
