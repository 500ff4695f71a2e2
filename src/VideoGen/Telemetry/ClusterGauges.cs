using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using VideoGen.Jobs;

namespace VideoGen.Telemetry;

/// <summary>What a node of a cluster shows of it: who lives, whose jobs are whose, what was taken over. Thread-safe.</summary>
internal sealed class ClusterGauges
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly INodes _nodes;
    private readonly IJobOwners _owners;
    private readonly string _owner;

    /// <summary>Gauges on the meter of an agent.</summary>
    public ClusterGauges(AgentMetrics metrics, OwnedJobs owned, INodes nodes, IJobOwners owners, string owner)
    {
        (_nodes, _owners, _owner) = (nodes, owners, owner);
        metrics.Meter.CreateObservableGauge("videogen.cluster.nodes", () => nodes.Current.Living.Count, "{node}", "Nodes that live, as this one sees it.");
        metrics.Meter.CreateObservableGauge("videogen.cluster.may_act", () => nodes.Current.MayAct ? 1 : 0, "1", "1 while this node is one of the cluster and may act.");
        metrics.Meter.CreateObservableGauge("videogen.cluster.jobs", Jobs, "{job}", "Unfinished jobs: own are this node's; none wait for a node, and dead for one that takes over (the same in every node).");
        metrics.Meter.CreateObservableCounter("videogen.cluster.taken_over", () => owned.TakenOver, "{job}", "Jobs that this node took over from the dead, or that were given back.");
    }

    private IEnumerable<Measurement<long>> Jobs()
    {
        if (Read() is not { } counts)
        {
            return [];
        }

        NodeView view = _nodes.Current;
        return
        [
            new(counts.GetValueOrDefault(_owner), new KeyValuePair<string, object?>("owner", "own")),
            new(counts.GetValueOrDefault(""), new KeyValuePair<string, object?>("owner", "none")),
            new(counts.Where(c => view.Dead.Contains(c.Key)).Sum(c => c.Value), new KeyValuePair<string, object?>("owner", "dead")),
        ];
    }

    // A gauge that throws would take every other metric with it.
    private ImmutableDictionary<string, int>? Read()
    {
        try
        {
            Task<ImmutableDictionary<string, int>> reading = Task.Run(() => _owners.CountOwnedAsync(CancellationToken.None).AsTask());
            return reading.Wait(Patience) ? reading.Result : null;
        }
#pragma warning disable CA1031 // Said above.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
