using System.Net;

namespace VideoGen.Cluster;

/// <summary>One node of a cluster.</summary>
/// <param name="ConnectionString">Npgsql's connection string of the ledger's database, with its password.</param>
/// <param name="Address">Address by which the other nodes reach this one; it listens there and nowhere else.</param>
/// <param name="Port">Port for messages between nodes, 1 to 65 535.</param>
public sealed record ClusterNode(string ConnectionString, IPAddress Address, int Port)
{
    /// <summary>The files by which the nodes know each other over TLS; null for a port without TLS, which belongs on a network of their own.</summary>
    public NodeCertificateFiles? Certificates { get; init; }

    /// <summary>Where it listens; the connection string is nobody's to read.</summary>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
