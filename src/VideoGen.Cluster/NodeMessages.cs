using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace VideoGen.Cluster;

/// <summary>Receives what other nodes report.</summary>
[Reentrant]
internal sealed class NodeMessages(GrainId id, Silo silo, ILoggerFactory log, ClusterSignals signals) : GrainService(id, silo, log), INodeMessages
{
    /// <inheritdoc/>
    public Task Changed(JobChange[] changes)
    {
        signals.Receive(changes);
        return Task.CompletedTask;
    }
}
