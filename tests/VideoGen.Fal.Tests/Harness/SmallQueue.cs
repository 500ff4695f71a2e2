using System.Net;
using System.Text;

namespace VideoGen.Fal.Tests.Harness;

/// <summary>The smallest queue that keeps fal's word: jobs wait until all are done, can be cancelled before, and unknown ones are not found.</summary>
internal sealed class SmallQueue : HttpMessageHandler
{
    private readonly HashSet<string> _jobs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cancelled = new(StringComparer.Ordinal);

    public bool IsDone { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        (int status, string body) = request.RequestUri!.Host == "queue.fal.run" ? Answer(request) : (403, """{"error":{"type":"forbidden","message":"no"}}""");
        return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }

    private (int Status, string Body) Answer(HttpRequestMessage request)
    {
        if (request.Method == HttpMethod.Post)
        {
            _jobs.Add(FalBench.Id);
            return (200, FalBench.Accepted());
        }

        string path = request.RequestUri!.AbsolutePath;
        string? id = _jobs.FirstOrDefault(path.Contains);
        return id is null ? (404, """{"status":"NOT_FOUND"}""")
            : request.Method == HttpMethod.Put ? Cancel(id)
            : path.EndsWith("/status", StringComparison.Ordinal) ? Status(id)
            : _cancelled.Contains(id) ? (499, """{"detail":"cancelled","error_type":"client_cancelled"}""")
            : (200, """{"video":{"url":"https://v3.fal.media/files/a/clip.mp4","content_type":"video/mp4","file_size":9}}""");
    }

    private (int Status, string Body) Cancel(string id)
    {
        if (IsDone && !_cancelled.Contains(id))
        {
            return (400, """{"status":"ALREADY_COMPLETED"}""");
        }

        _cancelled.Add(id);
        return (202, """{"status":"CANCELLATION_REQUESTED"}""");
    }

    private (int Status, string Body) Status(string id) =>
        _cancelled.Contains(id) ? (200, $$"""{"status":"COMPLETED","request_id":"{{id}}","error":"cancelled","error_type":"client_cancelled"}""")
        : IsDone ? (200, $$"""{"status":"COMPLETED","request_id":"{{id}}"}""")
        : (202, $$"""{"status":"IN_QUEUE","request_id":"{{id}}","queue_position":0}""");
}
