using System.Net;
using System.Text;

namespace VideoGen.Replicate.Tests;

/// <summary>The smallest Replicate that keeps its word.</summary>
internal sealed class SmallReplicate : HttpMessageHandler
{
    public const string Id = "gm3qorzdhgbfurvjtvhg6dckhu";
    public const string Key = "r8_0123456789abcdef";

    private string? _webhook;
    private bool _exists;
    private bool _cancelled;

    public bool IsDone { get; set; }

    /// <summary>The answer to a submit; null accepts.</summary>
    public (int Status, string Body)? OnSubmit { get; set; }

    public List<(HttpMethod Method, string Path, string Body)> Seen { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Seen.Add((request.Method, request.RequestUri!.AbsolutePath, body));
        (int status, string text) = request.Headers.Authorization?.Parameter == Key ? Answer(request, body) : (401, """{"detail":"Invalid token."}""");
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
    }

    private (int Status, string Body) Answer(HttpRequestMessage request, string body)
    {
        switch (request.RequestUri!.AbsolutePath)
        {
            case "/v1/models/google/veo-3.1-fast/predictions" when OnSubmit is { } answer:
                return answer;
            case "/v1/models/google/veo-3.1-fast/predictions":
                _exists = true;
                _webhook = (string?)System.Text.Json.Nodes.JsonNode.Parse(body)!["webhook"];
                return (201, Prediction());
            case "/v1/predictions":
                return (200, $$"""{"results":[{{(_exists ? Prediction() : "")}}]}""");
            case $"/v1/predictions/{Id}/cancel" when _exists:
                _cancelled = true;
                return (200, Prediction());
            case $"/v1/predictions/{Id}" when _exists:
                return (200, Prediction());
            default:
                return (404, """{"detail":"Not found."}""");
        }
    }

    private string Prediction()
    {
        string state = _cancelled ? "canceled" : IsDone ? "succeeded" : "starting";
        string output = state == "succeeded" ? "\"https://replicate.delivery/pbxt/clip.mp4\"" : "null";
        return $$"""{"id":"{{Id}}","status":"{{state}}","output":{{output}},"error":null,"webhook":{{(_webhook is null ? "null" : $"\"{_webhook}\"")}}}""";
    }
}
