using System.Collections.Immutable;
using System.Net;

namespace VideoGen.Host.Configuration;

/// <summary>A list of addresses and networks of proxies, separated by commas.</summary>
public static class ProxyNetworks
{
    /// <summary>The networks of a list; null for an entry that is none.</summary>
    public static ImmutableArray<IPNetwork?> Read(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One)];

    private static IPNetwork? One(string entry) =>
        IPAddress.TryParse(entry, out IPAddress? address) ? new IPNetwork(address, 8 * address.GetAddressBytes().Length)
        : IPNetwork.TryParse(entry, out IPNetwork network) ? network
        : null;
}
