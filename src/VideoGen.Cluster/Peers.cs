using Orleans.Runtime.Services;

namespace VideoGen.Cluster;

/// <summary>The other nodes, by their addresses.</summary>
internal sealed class Peers(IServiceProvider services) : GrainServiceClient<INodeMessages>(services)
{
    /// <summary>The one at an address.</summary>
    public INodeMessages At(SiloAddress node) => GetGrainService(node);
}
