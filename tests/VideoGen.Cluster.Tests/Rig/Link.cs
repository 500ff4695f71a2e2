namespace VideoGen.Cluster.Tests.Rig;

/// <summary>The networks that a node is in, each with a cable of its own.</summary>
[Flags]
internal enum Link
{
    /// <summary>To the load balancer, the provider and the CMS.</summary>
    Outside = 1,

    /// <summary>To the database.</summary>
    Database = 2,

    /// <summary>To the other nodes.</summary>
    Peers = 4,
}
