using System.Net;

namespace VideoGen.Payload.Http;

/// <summary>The connection settings that the client relies on.</summary>
internal static class PayloadHandler
{
    // Payload's server closes a connection that was idle for 5 s: ours goes first, so that no call meets a closing one.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(4);

    /// <summary>A handler that follows no redirect (the key would travel with it) and keeps no cookies.</summary>
    public static SocketsHttpHandler Create(PayloadOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(options.ConnectTimeoutSeconds),
        PooledConnectionIdleTimeout = Idle,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
