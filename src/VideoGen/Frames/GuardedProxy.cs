using System.Net;
using System.Net.Sockets;

namespace VideoGen.Frames;

/// <summary>
/// The proxy of the environment for addresses that strangers choose: it is asked for public ones only. A name that this machine cannot look
/// up is left to the proxy, whose rules then decide; everything else that is not public goes the direct way, where it is refused.
/// </summary>
/// <param name="proxy">The proxy.</param>
/// <param name="isAllowed">True for a host and port that is not checked.</param>
internal sealed class GuardedProxy(IWebProxy proxy, Func<string, int, bool> isAllowed) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => proxy.IsBypassed(host);

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return isAllowed(destination.IdnHost, destination.Port) || IsPublic(destination.IdnHost) ? proxy.GetProxy(destination) : null;
    }

    /// <summary>
    /// True where a connection is one to the proxy, on the way to another host: it is opened for a tunnel, or for a request whose address is
    /// another one. An address that names the proxy itself is none.
    /// </summary>
    public static bool IsWayTo(DnsEndPoint end, HttpRequestMessage request) =>
        request.Method == HttpMethod.Connect
        || (request.RequestUri is { } asked && (asked.Port != end.Port || !IsSame(asked.IdnHost, end.Host)));

    // An IPv6 address is written in more than one way.
    private static bool IsSame(string asked, string called) => IPAddress.TryParse(asked, out IPAddress? one) && IPAddress.TryParse(called, out IPAddress? other)
        ? one.Equals(other)
        : string.Equals(asked, called, StringComparison.OrdinalIgnoreCase);

    private static bool IsPublic(string host)
    {
        try
        {
            return IPAddress.TryParse(host, out IPAddress? address) ? NetworkGuard.IsPublic(address) : Array.Exists(Dns.GetHostAddresses(host), NetworkGuard.IsPublic);
        }
        catch (SocketException)
        {
            return true; // as usual behind a proxy: it alone knows the names of the internet
        }
    }
}
