using System.Net;

namespace VideoGen.Providers.Http;

/// <summary>The connection settings that the clients of providers rely on.</summary>
internal static class ProviderHandler
{
    /// <summary>
    /// A handler that follows no redirect (the key would travel with it), keeps no cookies, repeats nothing, adds no tracing headers and
    /// gives up connecting after a time.
    /// </summary>
    public static SocketsHttpHandler Create(TimeSpan connectTimeout) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 64,
    };
}
