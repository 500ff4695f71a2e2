namespace VideoGen.Cluster.Tests.Rig;

/// <summary>Where a node is.</summary>
/// <param name="Address">Address for callers, webhooks and checks.</param>
/// <param name="Port">Port for those.</param>
/// <param name="ClusterAddress">Address by which the other nodes reach it.</param>
/// <param name="ClusterPort">Port for those.</param>
/// <param name="Namespace">Network namespace that it runs in; null for this machine's own network.</param>
internal sealed record NodeEndpoints(string Address, int Port, string ClusterAddress, int ClusterPort, string? Namespace = null)
{
    /// <summary>Where callers reach it.</summary>
    public Uri Root => new($"http://{Address}:{Port}/");

    /// <summary>On the loopback address, at free ports.</summary>
    public static NodeEndpoints Loopback() => new("127.0.0.1", Ports.Free(), "127.0.0.1", Ports.Free());
}
