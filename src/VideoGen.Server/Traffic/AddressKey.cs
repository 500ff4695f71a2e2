using System.Net;
using System.Net.Sockets;

namespace VideoGen.Server.Traffic;

/// <summary>Who somebody is by address: an IPv4 address, or the network of an IPv6 address, since one host has a whole network of those.</summary>
internal static class AddressKey
{
    private const int NetworkBytes = 8;

    public static string Of(IPAddress? address) => address switch
    {
        null => "nowhere",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)) + "/64",
        _ => address.ToString(),
    };
}
