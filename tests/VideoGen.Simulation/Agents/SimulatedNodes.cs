using VideoGen.Jobs;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Agents;

/// <summary>Who lives, as one process of a cluster sees it. One that learns that it is called dead acts no more, and ends itself.</summary>
internal sealed class SimulatedNodes(Process process, NodeView first) : INodes
{
    private TaskCompletionSource _changed = new();

    public Process Process => process;

    public bool OwnJobs => true;

    public NodeView Current { get; private set; } = first;

    /// <summary>The newest that reached it; what is older than what it knows changes nothing.</summary>
    public void Learn(NodeView view)
    {
        if (!process.IsAlive || view.Living.Count + (2 * view.Dead.Count) <= Current.Living.Count + (2 * Current.Dead.Count))
        {
            return;
        }

        Current = view with { MayAct = !view.Dead.Contains(process.Name) };
        TaskCompletionSource changed = _changed;
        _changed = new TaskCompletionSource();
        changed.SetResult();
        if (!Current.MayAct)
        {
            process.World.After(TimeSpan.FromMilliseconds(process.World.Chance.Between(1, 5_000)), process.Die);
        }
    }

    public Task ChangedAsync(NodeView seen, CancellationToken cancellationToken) =>
        ReferenceEquals(seen, Current) ? _changed.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
}
