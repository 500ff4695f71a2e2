namespace VideoGen.Jobs;

/// <summary>
/// Port to who works on the ledger. On one node that is this process alone, whoever else has the ledger open; in a cluster it is what the membership
/// of the cluster says. A view may be late and may be wrong: what keeps a job from being stepped twice is the ledger. Thread-safe.
/// </summary>
public interface INodes
{
    /// <summary>True in a cluster: each job then belongs to one node, which schedules it. False leaves every job to whoever comes first.</summary>
    bool OwnJobs { get; }

    /// <summary>Who lives and who is dead, as far as this node knows. Costs nothing.</summary>
    NodeView Current { get; }

    /// <summary>Completes when <see cref="Current"/> is no longer <paramref name="seen"/>.</summary>
    /// <param name="seen">What the caller knows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task ChangedAsync(NodeView seen, CancellationToken cancellationToken);
}
