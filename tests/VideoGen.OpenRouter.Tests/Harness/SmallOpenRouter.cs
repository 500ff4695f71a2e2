using System.Net;
using System.Text;

namespace VideoGen.OpenRouter.Tests.Harness;

/// <summary>The smallest OpenRouter that keeps its word: jobs are pending until all are done; whoever shows no key is refused.</summary>
internal sealed class SmallOpenRouter : HttpMessageHandler
{
    public const string Id = "gen-vid-1760000000-AbCdEfGhIjKlMnOpQrSt";
    public const string Key = "sk-or-v1-0123456789abcdef";

    private const string InProgress = """ "status":"in_progress" """;

    private bool _exists;

    public bool IsDone { get; set; }

    /// <summary>Members of a finished job's status, beside id and status.</summary>
    public string End { get; set; } = """ "status":"completed","usage":{"cost":0.31,"is_byok":false} """;

    /// <summary>The answer to a submit; null accepts.</summary>
    public (int Status, string Body)? OnSubmit { get; set; }

    /// <summary>The address to poll that a submit answers with.</summary>
    public string PollingUrl { get; set; } = $"/api/v1/videos/{Id}";

    public List<(HttpMethod Method, Uri Address, string? Login, string Body)> Seen { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Seen.Add((request.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), body));
        (int status, string text) = request.Headers.Authorization?.Parameter != Key ? (401, """{"error":{"code":401,"message":"No auth credentials found"}}""") : Answer(request);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
    }

    private (int Status, string Body) Answer(HttpRequestMessage request)
    {
        if (request.Method == HttpMethod.Post)
        {
            _exists = true;
            return OnSubmit ?? (202, $$"""{"id":"{{Id}}","polling_url":"{{PollingUrl}}","status":"pending"}""");
        }

        if (request.RequestUri!.AbsolutePath == "/api/v1/key")
        {
            return (200, """{"data":{"label":"sk-or-v1-012...def","limit":100,"limit_remaining":74.5,"usage":25.5}}""");
        }

        string members = IsDone ? End : InProgress;
        return !_exists || !request.RequestUri!.AbsolutePath.EndsWith(Id, StringComparison.Ordinal) ? (404, """{"error":{"code":404,"message":"Not found"}}""")
            : (200, $$"""{"id":"{{Id}}",{{members}}}""");
    }
}
