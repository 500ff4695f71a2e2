using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>This server as one node of several that share a PostgreSQL ledger. What else works on the ledger, such as the command line, is no node.</summary>
public sealed record ClusterSettings
{
    /// <summary>IP address, or name of this machine, by which the other nodes reach this one; null for a server by itself.</summary>
    [Description("IP address of this machine, or a name for it, by which the other nodes reach this one: it listens there for them. Set it on every node; needs ledger.connection. Unset runs the server by itself.")]
    [StringLength(253, MinimumLength = 1)]
    public string? Address { get; init; }

    /// <summary>Port for messages between nodes, 1 to 65 535; default 11111.</summary>
    [Description("Port for messages between nodes. Whoever reaches it needs no token: open it to the other nodes alone.")]
    [Range(1, 65_535)]
    [DefaultValue(11_111)]
    public int Port { get; init; } = 11_111;
}
