using Microsoft.AspNetCore.HttpOverrides;
using VideoGen.Host.Configuration;

namespace VideoGen.Server.Access;

/// <summary>
/// Which proxies are believed in what they say of their callers: those that are named in their scheme and address, each on the way back to the
/// caller. Where none is named, those on this machine, in the scheme alone.
/// </summary>
internal static class Proxies
{
    /// <summary>Sets the middleware of the framework up.</summary>
    public static void SetUp(ForwardedHeadersOptions options, ServerSettings settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedProto;
        if (settings.Proxies is null)
        {
            return; // the options know this machine
        }

        options.ForwardedHeaders |= ForwardedHeaders.XForwardedFor;
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (System.Net.IPNetwork? network in ProxyNetworks.Read(settings.Proxies))
        {
            options.KnownIPNetworks.Add(network!.Value);
        }
    }
}
