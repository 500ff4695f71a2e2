using VideoGen.Providers.Http;

namespace VideoGen.Runway;

/// <summary>The connection settings that the client relies on.</summary>
internal static class RunwayHandler
{
    /// <summary>A handler that follows no redirect (the key would travel with it), keeps no cookies and repeats nothing. The caller disposes it.</summary>
    public static SocketsHttpHandler Create(RunwayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ProviderHandler.Create(TimeSpan.FromSeconds(options.ConnectTimeoutSeconds));
    }
}
