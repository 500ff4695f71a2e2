using VideoGen.Frames;

namespace VideoGen.Delivery;

/// <summary>
/// How finished clips are fetched: a provider names their address, so it is guarded like any address from outside, redirects included.
/// Private addresses are called only where the operator named the very same host and port as one of a provider's own.
/// </summary>
internal static class ClipTransport
{
    private const int MaxRedirects = 5;

    /// <summary>A handler for clips.</summary>
    /// <param name="named">The providers' own addresses.</param>
    public static HttpMessageHandler Create(IEnumerable<Uri> named)
    {
        Uri[] own = [.. named];
        SocketsHttpHandler handler = NetworkGuard.CreateHandler((host, port) => own.Any(n => n.Port == port && string.Equals(n.IdnHost, host, StringComparison.OrdinalIgnoreCase)));
        (handler.AllowAutoRedirect, handler.MaxAutomaticRedirections) = (true, MaxRedirects);
        return new ConnectFailures(handler);
    }
}
