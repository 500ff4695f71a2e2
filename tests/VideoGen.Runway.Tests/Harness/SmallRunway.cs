using System.Net;
using System.Text;

namespace VideoGen.Runway.Tests.Harness;

/// <summary>The smallest Runway that keeps its word: a task waits until all are done, and a delete destroys what is finished.</summary>
internal sealed class SmallRunway : HttpMessageHandler
{
    public const string Id = "17f20503-6c24-4c16-946b-35dbbce2af2f";
    public const string Key = "key_0123456789abcdef";

    private const string Cancelled = """ "status":"CANCELLED","cost":{"credits":0} """;

    private bool _exists;
    private bool _cancelled;

    public bool IsDone { get; set; }

    /// <summary>State of a task that is not done, with what belongs to it.</summary>
    public string Waiting { get; set; } = """ "status":"PENDING","estimatedCost":{"credits":15} """;

    /// <summary>Members of a finished task, beside its id.</summary>
    public string End { get; set; } = """ "status":"SUCCEEDED","output":["https://dnznrvs05pmza.cloudfront.net/clip.mp4?_jwt=x"],"cost":{"credits":15} """;

    /// <summary>The answer to a submit; null accepts.</summary>
    public (int Status, string Body)? OnSubmit { get; set; }

    public string UploadUrl { get; set; } = "https://storage.runway.test/upload";

    public List<(HttpMethod Method, Uri Address, string? Login, string? Version, string Body)> Seen { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string? version = request.Headers.TryGetValues("X-Runway-Version", out var versions) ? versions.Single() : null;
        Seen.Add((request.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), version, body));
        (int status, string text) = request.RequestUri!.Host != "api.dev.runwayml.com" ? (204, "")
            : request.Headers.Authorization?.Parameter != Key ? (401, """{"error":"Unauthorized"}""")
            : version is null ? (400, """{"error":"Missing version"}""")
            : Answer(request);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
    }

    private (int Status, string Body) Answer(HttpRequestMessage request)
    {
        string path = request.RequestUri!.AbsolutePath;
        if (path == "/v1/uploads")
        {
            return (200, $$"""{"runwayUri":"runway://upload/1","uploadUrl":"{{UploadUrl}}","fields":{"key":"k","policy":"p"} }""");
        }

        if (path == "/v1/organization")
        {
            return (200, """{"creditBalance":1250,"tier":{}}""");
        }

        if (path == "/v1/image_to_video")
        {
            _exists = true;
            return OnSubmit ?? (200, $$"""{"id":"{{Id}}","estimatedCost":{"credits":15} }""");
        }

        if (!_exists || path != $"/v1/tasks/{Id}")
        {
            return (404, """{"error":"Not found"}""");
        }

        if (request.Method == HttpMethod.Delete)
        {
            (_exists, _cancelled) = (!IsDone, true);
            return (204, "");
        }

        string members = _cancelled ? Cancelled : IsDone ? End : Waiting;
        return (200, $$"""{"id":"{{Id}}",{{members}}}""");
    }
}
