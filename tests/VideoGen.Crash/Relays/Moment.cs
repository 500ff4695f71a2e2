namespace VideoGen.Crash.Relays;

/// <summary>A moment on the way of one HTTP call of an agent at which it can be killed.</summary>
/// <param name="Name">What the call is for.</param>
/// <param name="Matches">Method and path of the call.</param>
/// <param name="Answered">False: before the other side hears of it. True: after the other side has answered, and before the agent hears that.</param>
internal sealed record Moment(string Name, Func<string, string, bool> Matches, bool Answered)
{
    /// <summary>Calls of every step of a job, each before and after.</summary>
    public static IReadOnlyList<Moment> All { get; } =
    [
        .. Both("upload", (m, p) => m is "POST" or "PUT" && (p.Contains("/storage/", StringComparison.Ordinal) || p.Contains("upload", StringComparison.Ordinal))),
        .. Both("submit", (m, p) => m is "POST" && p.StartsWith("/queue/", StringComparison.Ordinal)),
        .. Both("status", (m, p) => m is "GET" && p.EndsWith("/status", StringComparison.Ordinal)),
        .. Both("result", (m, p) => m is "GET" && p.StartsWith("/queue/", StringComparison.Ordinal) && !p.EndsWith("/status", StringComparison.Ordinal)),
        .. Both("download", (m, p) => m is "GET" && p.StartsWith("/media/", StringComparison.Ordinal)),
        .. Both("history", (_, p) => p.StartsWith("/platform/", StringComparison.Ordinal)),
        .. Both("store clip", (m, p) => m is "POST" && p.StartsWith("/api/media", StringComparison.Ordinal)),
        .. Both("send record", (m, p) => m is "POST" or "PATCH" && (p.StartsWith("/api/videoGenJobs", StringComparison.Ordinal) || p.StartsWith("/api/videoSegments", StringComparison.Ordinal))),
        .. Both("webhook", (m, p) => m is "POST" && p.StartsWith("/webhooks/fal/", StringComparison.Ordinal)),
        .. Both("submit to OpenRouter", (m, p) => m is "POST" && p.EndsWith("/v1/videos", StringComparison.Ordinal)),
        .. Both("callback of OpenRouter", (m, p) => m is "POST" && p.StartsWith("/webhooks/openrouter/", StringComparison.Ordinal)),
        .. Both("download from OpenRouter", (m, p) => m is "GET" && p.EndsWith("/content", StringComparison.Ordinal)),
        .. Both("submit to Runway", (m, p) => m is "POST" && p.EndsWith("/v1/image_to_video", StringComparison.Ordinal)),
        .. Both("status of Runway", (m, p) => m is "GET" && p.StartsWith("/v1/tasks/", StringComparison.Ordinal)),
        .. Both("download from Runway", (m, p) => m is "GET" && p.StartsWith("/output/", StringComparison.Ordinal)),
    ];

    /// <summary>True when every order of its provider that comes to its end passes it; whoever waits for another one may wait for ever.</summary>
    public bool IsSure => Name is not ("status" or "result" or "history");

    /// <summary>For the report.</summary>
    public override string ToString() => $"{(Answered ? "after" : "before")} {Name}";

    private static Moment[] Both(string name, Func<string, string, bool> matches) => [new(name, matches, false), new(name, matches, true)];
}
