using System.Collections.Immutable;

namespace VideoGen.FalSimulation;

/// <summary>Where the simulated hosts are: one port, a path for each host of the real service.</summary>
/// <param name="Root">Scheme, host and port, with a slash at the end.</param>
public sealed record FalSimulatorAddresses(Uri Root)
{
    /// <summary>Instead of <c>https://queue.fal.run</c>.</summary>
    public Uri Queue => new(Root, "queue");

    /// <summary>Instead of <c>https://fal.run</c>.</summary>
    public Uri Sync => new(Root, "sync");

    /// <summary>Instead of <c>https://rest.fal.ai</c>.</summary>
    public Uri Rest => new(Root, "rest");

    /// <summary>Instead of <c>https://rest.fal.ai/.well-known/jwks.json</c>.</summary>
    public Uri Jwks => new(Root, "rest/.well-known/jwks.json");

    /// <summary>Instead of <c>https://api.fal.ai/v1</c>.</summary>
    public Uri Platform => new(Root, "platform");

    /// <summary>Instead of <c>https://v3.fal.media</c> and its sisters.</summary>
    public Uri Media => new(Root, "media");

    /// <summary>For clients that can send everything to one proxy: reads <c>x-fal-target-url</c>, as proxies for browsers do.</summary>
    public Uri Proxy => new(Root, "proxy");

    /// <summary>The environment variables by which VideoGen finds these hosts.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Environment =>
    [
        new("FAL_KEY", "sim-key:sim-secret"),
        new("VIDEOGEN_FAL_QUEUE_URL", Queue.ToString()),
        new("VIDEOGEN_FAL_SYNC_URL", Sync.ToString()),
        new("VIDEOGEN_FAL_REST_URL", Rest.ToString()),
        new("VIDEOGEN_FAL_JWKS_URL", Jwks.ToString()),
        new("VIDEOGEN_FAL_PLATFORM_URL", Platform.ToString()),
    ];
}
