using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using VideoGen.Jobs;

namespace VideoGen.Cluster;

/// <summary>
/// Who lives, as the membership of Orleans has it. A node that leaves in order is neither living nor dead until it has left: it gives its jobs back by
/// itself. Thread-safe.
/// </summary>
/// <param name="membership">The membership.</param>
/// <param name="here">This node.</param>
/// <param name="fatal">Ends a node that does not learn any more who lives.</param>
internal sealed class OrleansNodes(IClusterMembershipService membership, ILocalSiloDetails here, IFatalErrorHandler fatal) : INodes, IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private volatile State _state = new(new NodeView([], [], MayAct: false), []);
    private Task? _listening;

    /// <inheritdoc/>
    public bool OwnJobs => true;

    /// <inheritdoc/>
    public NodeView Current => _state.View;

    /// <summary>The other nodes that live.</summary>
    public ImmutableArray<SiloAddress> Peers => _state.Peers;

    /// <inheritdoc/>
    public Task ChangedAsync(NodeView seen, CancellationToken cancellationToken)
    {
        State state = _state;
        return ReferenceEquals(state.View, seen) ? state.Next.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Learn(membership.CurrentSnapshot);
        _listening = ListenAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await (_listening ?? Task.CompletedTask);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private async Task ListenAsync(CancellationToken stop)
    {
        try
        {
            await foreach (ClusterMembershipSnapshot snapshot in membership.MembershipUpdates.WithCancellation(stop))
            {
                Learn(snapshot);
            }

            Deaf(null, stop);
        }
#pragma warning disable CA1031 // Said below.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Deaf(e, stop);
        }
    }

    // Who learns nothing any more would go on by a view of the past, and take nothing over.
    private void Deaf(Exception? error, CancellationToken stop)
    {
        if (!stop.IsCancellationRequested)
        {
            fatal.OnFatalException(this, "The membership of the cluster reports no changes any more.", error);
        }
    }

    private void Learn(ClusterMembershipSnapshot snapshot)
    {
        ClusterMember[] members = [.. snapshot.Members.Values];
        var view = new NodeView(
            [.. members.Where(m => m.Status is SiloStatus.Active).Select(m => m.Name)],
            [.. members.Where(m => m.Status is SiloStatus.Dead).Select(m => m.Name)],
            members.Any(m => m.SiloAddress.Equals(here.SiloAddress) && m.Status is SiloStatus.Active));
        State before = _state;
        _state = new State(view, [.. members.Where(m => m.Status is SiloStatus.Active && !m.SiloAddress.Equals(here.SiloAddress)).Select(m => m.SiloAddress)]);
        before.Next.TrySetResult();
    }

    private sealed record State(NodeView View, ImmutableArray<SiloAddress> Peers)
    {
        public TaskCompletionSource Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
