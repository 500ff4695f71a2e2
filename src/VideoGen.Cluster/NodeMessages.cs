using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace VideoGen.Cluster;

/// <summary>Receives what other nodes report.</summary>
[Reentrant]
internal sealed class NodeMessages(GrainId id, Silo silo, ILoggerFactory log, ClusterSignals signals, NodeLimits limits) : GrainService(id, silo, log), INodeMessages
{
    /// <inheritdoc/>
    public Task Changed(JobChange[] changes)
    {
        signals.Receive(changes);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Used(LimitUse[] uses)
    {
        limits.Receive(uses);
        return Task.CompletedTask;
    }
}
