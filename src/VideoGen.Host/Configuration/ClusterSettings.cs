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
    [Description("Port for messages between nodes: open it to the other nodes alone. Without cluster.certificate_file whoever reaches it is believed.")]
    [Range(1, 65_535)]
    [DefaultValue(11_111)]
    public int Port { get; init; } = 11_111;

    /// <summary>PEM file of the certificate that this node shows to the others; null for a port without TLS.</summary>
    [Description("PEM file of the certificate that this node shows to the others, for server and client authentication: messages between nodes go over TLS then, and a node without one from cluster.authority_file does not join. Set it on every node or on none.")]
    [FolderOrFile]
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of the certificate's private key.</summary>
    [Description("PEM file of the private key of cluster.certificate_file, not encrypted, readable by the server alone.")]
    [FolderOrFile]
    public string? KeyFile { get; init; }

    /// <summary>PEM file of the authority that signs the certificates of all nodes.</summary>
    [Description("PEM file of the authority that signs the certificates of all nodes and of nothing else, with those between it and the nodes: whoever has a certificate from it is a node.")]
    [FolderOrFile]
    public string? AuthorityFile { get; init; }
}
