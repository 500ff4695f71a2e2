using System.Globalization;
using System.Text;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>What stands between the nodes and everybody else, and the ways by which nodes in namespaces reach what listens on this machine's loopback address.</summary>
internal static class LoadBalancer
{
    private const string Defaults = """
        defaults
          mode http
          timeout connect 2s
          timeout client 150s
          timeout server 150s
          retries 3
          option redispatch 1
          retry-on conn-failure

        """;

    /// <summary>Starts HAProxy before the nodes: each in turn, as long as it says that it is ready.</summary>
    /// <param name="nodes">Where nodes are or will be.</param>
    /// <param name="port">Port on the loopback address.</param>
    public static HaProxy Before(IEnumerable<NodeEndpoints> nodes, int port)
    {
        var config = new StringBuilder(Defaults);
        config.AppendLine(CultureInfo.InvariantCulture, $"""
            frontend in
              bind 127.0.0.1:{port}
              default_backend nodes
            backend nodes
              balance roundrobin
              option httpchk
              http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host localhost
              timeout check 3s
              default-server check inter 500ms fall 2 rise 1
            """);
        foreach ((int number, NodeEndpoints endpoints) in nodes.Index())
        {
            config.AppendLine(CultureInfo.InvariantCulture, $"  server n{number} {endpoints.Address}:{endpoints.Port}");
        }

        return HaProxy.Start(config.ToString());
    }

    /// <summary>Starts HAProxy as a plain way from an address to another, at the same ports.</summary>
    /// <param name="from">Address it listens to.</param>
    /// <param name="to">Address it passes on to.</param>
    /// <param name="ports">The ports.</param>
    /// <param name="space">Network namespace of both; null for this machine's own network.</param>
    public static HaProxy Way(string from, string to, IEnumerable<int> ports, string? space = null) =>
        HaProxy.Start(Defaults + string.Concat(ports.Select(port => $"listen p{port}\n  mode tcp\n  bind {from}:{port}\n  server there {to}:{port}\n")), space);
}
