namespace VideoGen.Jobs;

/// <summary>One process by itself: jobs belong to nobody, and nobody else is known.</summary>
/// <param name="name">Its name in the ledger.</param>
public sealed class OneNode(string name) : INodes
{
    /// <inheritdoc/>
    public bool OwnJobs => false;

    /// <inheritdoc/>
    public NodeView Current { get; } = new([name], [], MayAct: true);

    /// <inheritdoc/>
    public Task ChangedAsync(NodeView seen, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
}
