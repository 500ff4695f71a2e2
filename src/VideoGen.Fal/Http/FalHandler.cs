using VideoGen.Providers.Http;

namespace VideoGen.Fal.Http;

/// <summary>The connection settings that fal's client relies on.</summary>
public static class FalHandler
{
    /// <summary>
    /// A handler that follows no redirect (the key would travel with it), keeps no cookies, repeats nothing, adds no tracing headers
    /// and gives up connecting after <see cref="FalOptions.ConnectTimeoutSeconds"/>. One per process is enough; the caller disposes it.
    /// </summary>
    public static SocketsHttpHandler Create(FalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ProviderHandler.Create(TimeSpan.FromSeconds(options.ConnectTimeoutSeconds));
    }
}
