using VideoGen.Cluster;
using VideoGen.Server.Traffic;

namespace VideoGen.Server;

/// <summary>Limits over all nodes of a cluster, by its messages. Thread-safe.</summary>
internal sealed class LimitExchange(NodeLimits nodes) : ILimitExchange
{
    /// <inheritdoc/>
    public void Report(string limit, string key) => nodes.Report(limit, key);

    /// <inheritdoc/>
    public void Listen(string limit, Action<string, int> used) => nodes.Listen(limit, used);
}
