using Orleans.Runtime.Services;

namespace VideoGen.Cluster;

/// <summary>The other nodes, by their addresses.</summary>
internal sealed class Peers(IServiceProvider services) : GrainServiceClient<INodeMessages>(services)
{
    /// <summary>Sends a message to one, which may be lost.</summary>
    /// <param name="node">Its address.</param>
    /// <param name="send">Sends it.</param>
    public void Send(SiloAddress node, Func<INodeMessages, Task> send)
    {
        try
        {
            _ = send(GetGrainService(node)).ContinueWith(t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
#pragma warning disable CA1031 // Said above.
        catch (Exception)
#pragma warning restore CA1031
        {
            // A node that is gone, or this one is going.
        }
    }
}
