using VideoGen.Fal;
using VideoGen.Frames;

namespace VideoGen.Host.Composition;

/// <summary>
/// How finished clips are fetched: a provider names their address, so it is guarded like any address from outside, redirects included.
/// Private addresses are called only where the settings name the very same host and port as one of the provider's own.
/// </summary>
internal static class ClipTransport
{
    private const int MaxRedirects = 5;

    public static HttpMessageHandler Create(FalOptions fal)
    {
        Uri[] named = [fal.QueueUrl, fal.SyncUrl, fal.RestUrl, fal.PlatformUrl];
        SocketsHttpHandler handler = NetworkGuard.CreateHandler((host, port) => named.Any(n => n.Port == port && string.Equals(n.IdnHost, host, StringComparison.OrdinalIgnoreCase)));
        (handler.AllowAutoRedirect, handler.MaxAutomaticRedirections) = (true, MaxRedirects);
        return new ConnectFailures(handler);
    }
}
