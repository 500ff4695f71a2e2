using System.Net;
using System.Net.Sockets;

namespace VideoGen.Server.Traffic;

/// <summary>Who somebody is by address: an IPv4 address, or the network of an IPv6 address, since one host has a whole network of those.</summary>
internal static class AddressKey
{
    private const uint Partitions = 10_000;
    private const int NetworkBytes = 8;

    public static string Of(IPAddress? address) => address switch
    {
        null => "nowhere",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)) + "/64",
        _ => address.ToString(),
    };

    /// <summary>
    /// The partition of a rate limiter that counts an address. There are so many and no more, whoever calls from however many addresses; who shares
    /// one with whom is another with every start, so nobody can choose whom to share with.
    /// </summary>
    public static string PartitionOf(IPAddress? address) => $"address {(uint)Of(address).GetHashCode(StringComparison.Ordinal) % Partitions}";
}
