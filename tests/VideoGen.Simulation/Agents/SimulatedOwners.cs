using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Agents;

/// <summary>Whose jobs are whose, as one process has it from the ledger: calls take a while, may be refused, and may be done although no answer comes.</summary>
internal sealed class SimulatedOwners(Process process, Weather weather, IJobOwners store) : IJobOwners
{
    private readonly World _world = process.World;

    public ValueTask<JobTakeOver> TakeOverAsync(string owner, NodeView view, int most, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken) =>
        DoAsync(o => o.TakeOverAsync(owner, view, most, now, aliveUntil, default));

    public ValueTask<int> GiveBackAsync(string owner, CancellationToken cancellationToken) => DoAsync(o => o.GiveBackAsync(owner, default));

    public ValueTask<ImmutableArray<PendingTick>> ListOwnedAsync(string owner, CancellationToken cancellationToken) => DoAsync(o => o.ListOwnedAsync(owner, default));

    public ValueTask<string?> FindOwnerAsync(string jobId, CancellationToken cancellationToken) => DoAsync(o => o.FindOwnerAsync(jobId, default));

    public ValueTask<ImmutableDictionary<string, int>> CountOwnedAsync(CancellationToken cancellationToken) => DoAsync(o => o.CountOwnedAsync(default));

    private async ValueTask<T> DoAsync<T>(Func<IJobOwners, ValueTask<T>> call)
    {
        await _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMicroseconds(100), TimeSpan.FromMilliseconds(40)) * weather.LedgerSlowness, of: process).ConfigureAwait(false);
        if (weather.Strikes(weather.LedgerRefuses))
        {
            throw Broken("The disk is full.");
        }

        ValueTask<T> answer = call(store);
        T result = answer.IsCompleted ? answer.GetAwaiter().GetResult() : answer.AsTask().GetAwaiter().GetResult();
        process.DiesNow();
        if (weather.Strikes(weather.LedgerAnswerLost))
        {
            _world.Tell(process.Name, $"does not hear whose jobs are whose");
            throw Broken("The connection to the ledger broke.");
        }

        await _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMicroseconds(50), TimeSpan.FromMilliseconds(10))).ConfigureAwait(false);
        return result;
    }

    private static LedgerException Broken(string message) => new(new Problem(ProblemCodes.LedgerFull, "", message, "Try again."));
}
