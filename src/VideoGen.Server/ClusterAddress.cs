using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using VideoGen.Contract;
using VideoGen.Host.Configuration;

namespace VideoGen.Server;

/// <summary>The address by which the other nodes reach this one: given as it is, or by a name of this machine.</summary>
internal static class ClusterAddress
{
    private const string ThisMachine = "localhost";

    /// <summary>What keeps a node from being reached; empty when nothing does, or the server is no node.</summary>
    public static ImmutableArray<Problem> Check(ClusterSettings cluster)
    {
        if (cluster.Address is not { } address || IPAddress.TryParse(address, out _))
        {
            return [];
        }

        try
        {
            return Choose(Dns.GetHostAddresses(address)) switch
            {
                null => [Bad($"{address} has no address")],
                { } chosen when IPAddress.IsLoopback(chosen) && !address.Equals(ThisMachine, StringComparison.OrdinalIgnoreCase) =>
                    [Bad($"{address} is {chosen} here, which no other machine reaches (an entry of /etc/hosts, often)")],
                _ => [],
            };
        }
        catch (SocketException unknown)
        {
            return [Bad($"{address} is no name that this machine knows: {unknown.Message}")];
        }
    }

    /// <summary>The address itself. Where a name has several, the first that is not for this machine alone, IPv4 before IPv6.</summary>
    /// <exception cref="SocketException">The name is unknown.</exception>
    public static IPAddress Of(string address) => IPAddress.TryParse(address, out IPAddress? ip) ? ip : Choose(Dns.GetHostAddresses(address))!;

    /// <summary>The one of several that others reach best; null where there is none.</summary>
    internal static IPAddress? Choose(IReadOnlyList<IPAddress> known) => known
        .OrderBy(IPAddress.IsLoopback).ThenBy(a => a.AddressFamily is not AddressFamily.InterNetwork).FirstOrDefault();

    private static Problem Bad(string what) => new(
        "setting_invalid", "/cluster/address", $"cluster.address {what}.", "Give the IP address by which the other nodes reach this machine, such as 10.0.0.11, or a name that stands for it.");
}
