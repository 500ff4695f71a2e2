using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Simulation.Oracles;

/// <summary>
/// Whose jobs are whose, with the oracle's eye on take-overs: jobs come from the dead, from whom the taker's view calls dead, or from nobody; no version
/// changes; and no claim of the dead keeps the taker waiting.
/// </summary>
internal sealed class WitnessedOwners(IJobOwners owners, ILedger ledger, Oracle oracle) : IJobOwners
{
    public async ValueTask<JobTakeOver> TakeOverAsync(string owner, NodeView view, int most, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken)
    {
        var before = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (string job in oracle.Jobs.Values.Where(j => !j.IsTerminal).Select(j => j.Id).ToArray())
        {
            before[job] = await owners.FindOwnerAsync(job, cancellationToken);
        }

        JobTakeOver over = await owners.TakeOverAsync(owner, view, most, now, aliveUntil, cancellationToken);
        foreach (PendingTick taken in over.Taken)
        {
            string? from = before.GetValueOrDefault(taken.JobId);
            Job row = (await ledger.FindJobAsync(taken.JobId, cancellationToken))!;
            oracle.TakenOver(taken, owner, from, view, row.Version);
        }

        oracle.Claims.Freed(view.Dead);
        return over;
    }

    public ValueTask<int> GiveBackAsync(string owner, CancellationToken cancellationToken) => owners.GiveBackAsync(owner, cancellationToken);

    public ValueTask<ImmutableArray<PendingTick>> ListOwnedAsync(string owner, CancellationToken cancellationToken) => owners.ListOwnedAsync(owner, cancellationToken);

    public ValueTask<string?> FindOwnerAsync(string jobId, CancellationToken cancellationToken) => owners.FindOwnerAsync(jobId, cancellationToken);

    public ValueTask<ImmutableDictionary<string, int>> CountOwnedAsync(CancellationToken cancellationToken) => owners.CountOwnedAsync(cancellationToken);
}
