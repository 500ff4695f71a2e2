namespace VideoGen.FalSimulation.Queue;

/// <summary>An address of the queue or sync host, taken apart.</summary>
/// <param name="App">Everything before <c>/requests/</c>, or the whole model id where there is none.</param>
/// <param name="RequestId"><see langword="null"/> for a submit.</param>
/// <param name="Rest">What follows the id: empty, <c>status</c>, <c>status/stream</c>, <c>cancel</c>, <c>response</c>.</param>
internal sealed record RequestPath(string App, string? RequestId, string Rest)
{
    /// <summary>Whether the path is no more than owner and application (and namespace): what status, result and cancel demand.</summary>
    public bool IsShort => App == AppOf(App);

    public static RequestPath Parse(string path)
    {
        string[] parts = path.Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        int at = Array.IndexOf(parts, "requests", Math.Min(2, parts.Length));
        return at < 0 || at + 1 >= parts.Length
            ? new RequestPath(Modern(string.Join('/', parts)), null, "")
            : new RequestPath(string.Join('/', parts[..at]), parts[at + 1], string.Join('/', parts[(at + 2)..]));
    }

    /// <summary>Owner and application of a model id, with the namespace where there is one.</summary>
    public static string AppOf(string modelId)
    {
        string[] parts = modelId.Split('/');
        return string.Join('/', parts.Take(parts[0] is "workflows" or "comfy" ? 3 : 2));
    }

    /// <summary>The very old form <c>1234-app</c> means <c>1234/app</c>.</summary>
    private static string Modern(string id)
    {
        int dash = id.IndexOf('-', StringComparison.Ordinal);
        bool old = dash > 0 && !id.Contains('/', StringComparison.Ordinal) && id.AsSpan(0, dash).ContainsAnyExceptInRange('0', '9') is false;
        return old ? $"{id[..dash]}/{id[(dash + 1)..]}" : id;
    }
}
