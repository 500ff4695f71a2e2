using Microsoft.AspNetCore.Http;

namespace VideoGen.FalSimulation.Sync;

/// <summary>Sends a call with <c>x-fal-target-url</c> to the simulated host it means, as fal's proxies for browsers do.</summary>
internal static class ProxyTarget
{
    public const string Header = "x-fal-target-url";

    /// <summary>Rewrites path and query; false when the target is none of fal's hosts.</summary>
    public static bool Redirect(HttpRequest request)
    {
        if (!Uri.TryCreate(request.Headers[Header].FirstOrDefault(), UriKind.Absolute, out Uri? target) || PrefixOf(target.Host) is not { } prefix)
        {
            return false;
        }

        request.Path = PathString.FromUriComponent(prefix + target.AbsolutePath);
        request.QueryString = QueryString.FromUriComponent(target.Query);
        return true;
    }

    private static string? PrefixOf(string host) => host switch
    {
        "queue.fal.run" or "queue.falrun.com" => "/queue",
        "fal.run" or "falrun.com" => "/sync",
        "rest.fal.ai" or "rest.alpha.fal.ai" => "/rest",
        "api.fal.ai" => "/platform",
        _ => host.EndsWith("fal.media", StringComparison.Ordinal) ? "/media" : null,
    };
}
