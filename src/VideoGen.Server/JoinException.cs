using VideoGen.Host.Configuration;

namespace VideoGen.Server;

/// <summary>A node could not become one of its cluster.</summary>
internal sealed class JoinException : Exception
{
    /// <summary>Exit code of such a node, EX_TEMPFAIL: whoever supervises it starts it again.</summary>
    public const int ExitCode = 75;

    /// <summary>Why, with the settings that say where.</summary>
    public JoinException(ClusterSettings cluster, Exception why)
        : base(
            $"The node could not join the cluster at cluster.address {cluster.Address}, cluster.port {cluster.Port}: {why.GetBaseException().Message.TrimEnd('.')}. "
            + "Give an address of this machine that the other nodes reach, and a port there that is free and that they may reach.",
            why)
    {
    }
}
