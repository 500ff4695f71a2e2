using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>
/// Port to which node a job belongs to, in the ledger. A job of nobody is anybody's, as on one node. Who owns a job schedules it; others step it only when
/// they are asked to (a webhook, a cancel), or when its owner is dead. Whoever commits a step of an owned job with its claim owns it from then on.
/// Ownership never changes a job's version: no step under way fails because of it. Thread-safe.
/// </summary>
public interface IJobOwners
{
    /// <summary>
    /// Says that a node lives, and takes over one bite of what the dead left behind: at most its share of what is left among those that live, jobs of
    /// nobody included. Claims of the dead end, on whosoever's jobs; what a living process claims stays claimed. Owners that the view does not
    /// know count as dead only when their process is.
    /// </summary>
    /// <param name="owner">The node.</param>
    /// <param name="view">Who lives and who is dead.</param>
    /// <param name="most">Largest bite in jobs.</param>
    /// <param name="now">Present time.</param>
    /// <param name="aliveUntil">When others that know no cluster may count it as dead.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    ValueTask<JobTakeOver> TakeOverAsync(string owner, NodeView view, int most, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken);

    /// <summary>Gives everything back that a node owns, for the others to take. How many jobs.</summary>
    ValueTask<int> GiveBackAsync(string owner, CancellationToken cancellationToken);

    /// <summary>
    /// The unfinished jobs of a node, with the time from which each can be taken. Claims of processes that are known to be dead are given back first.
    /// </summary>
    ValueTask<ImmutableArray<PendingTick>> ListOwnedAsync(string owner, CancellationToken cancellationToken);

    /// <summary>The owner of an unfinished job, or null.</summary>
    ValueTask<string?> FindOwnerAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>How many unfinished jobs each owner has; the empty name stands for nobody.</summary>
    ValueTask<ImmutableDictionary<string, int>> CountOwnedAsync(CancellationToken cancellationToken);
}
