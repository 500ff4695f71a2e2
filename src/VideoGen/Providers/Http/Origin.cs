namespace VideoGen.Providers.Http;

/// <summary>Scheme, host and port: what decides whether two addresses belong to the same service.</summary>
internal static class Origin
{
    public static bool Same(Uri one, Uri other) =>
        one.Scheme == other.Scheme && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase) && one.Port == other.Port;
}
