using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace VideoGen.Cluster;

/// <summary>Takes in what other nodes tell this one.</summary>
[Reentrant]
internal sealed class NodeMessages(GrainId id, Silo silo, ILoggerFactory log, ClusterSignals signals) : GrainService(id, silo, log), INodeMessages
{
    /// <inheritdoc/>
    public Task Changed(JobChange[] changes)
    {
        signals.Hear(changes);
        return Task.CompletedTask;
    }
}
