using System.Net;
using System.Net.Sockets;

namespace VideoGen.Frames;

/// <summary>Tells public internet addresses from the ones a stranger must not make us call (own machine, own network, cloud metadata).</summary>
/// <remarks>Ranges from the IANA special-purpose address registries (RFC 6890 and successors).</remarks>
public static class NetworkGuard
{
    // Of IPv6 only this block is given out for the internet at large; everything outside is special by definition.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    // An IPv4 address wrapped for a translating gateway: the address inside decides.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork[] Special =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>True for an address on the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        else if (Translated.Contains(address))
        {
            address = new IPAddress(address.GetAddressBytes().AsSpan(12));
        }

        bool isGlobal = address.AddressFamily is AddressFamily.InterNetwork || GlobalV6.Contains(address);
        return isGlobal && !Array.Exists(Special, network => network.Contains(address));
    }

    /// <summary>
    /// A handler that follows no redirect, sends no cookie, no credential and no trace, and connects to the very address it has checked, so
    /// that a name cannot change its meaning between check and call. It goes the way of every other call of this process: through the proxy
    /// of the environment, where there is one for the address (<see cref="GuardedProxy"/>).
    /// </summary>
    /// <param name="allowPrivate">True checks nothing.</param>
    public static SocketsHttpHandler CreateHandler(bool allowPrivate) => CreateHandler((_, _) => allowPrivate);

    // A name that is not known and a name of an internal host end alike.
    private static async Task<IPAddress[]> PublicAddressesAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            throw new AddressRefusedException(host);
        }

        IPAddress[] open = Array.FindAll(addresses, IsPublic);
        return open.Length > 0 ? open : throw new AddressRefusedException(host);
    }

    /// <summary>The same, with exceptions by host and port.</summary>
    /// <param name="isAllowed">True for a host and port that is not checked.</param>
    /// <param name="proxy">The proxy; null for the one of the environment.</param>
    public static SocketsHttpHandler CreateHandler(Func<string, int, bool> isAllowed, IWebProxy? proxy = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        Proxy = new GuardedProxy(proxy ?? HttpClient.DefaultProxy, isAllowed),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = async (context, cancellationToken) =>
        {
            (string host, int port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
            bool isChecked = !GuardedProxy.IsWayTo(context.DnsEndPoint, context.InitialRequestMessage) && !isAllowed(host, port);
            IPAddress[] allowed = isChecked ? await PublicAddressesAsync(host, cancellationToken) : await Dns.GetHostAddressesAsync(host, cancellationToken);

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
