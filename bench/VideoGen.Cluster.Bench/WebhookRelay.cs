using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VideoGen.Cluster.Bench;

/// <summary>
/// Stands between the simulator and the nodes: passes a webhook on as it came, to the node that the bench has chosen for its job's node, and notes when
/// it sent it there and when that answered. The address of a node's webhooks begins with its number.
/// </summary>
internal sealed class WebhookRelay : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) });
    private readonly ConcurrentDictionary<string, Uri> _routes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Sent, long Answered)> _passed = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private WebhookRelay(WebApplication app) => _app = app;

    /// <summary>Where webhooks for jobs of a node are sent to.</summary>
    public string AddressOf(string number) => $"{_app.Urls.First()}/{number}";

    /// <summary>Starts it.</summary>
    public static async Task<WebhookRelay> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var relay = new WebhookRelay(builder.Build());
        relay._app.MapPost("/{number}/{**rest}", relay.PassAsync);
        await relay._app.StartAsync();
        return relay;
    }

    /// <summary>Webhooks for the jobs of a node go to another from now on.</summary>
    public void Route(string number, Uri node) => _routes[number] = node;

    /// <summary>When the webhook of a job was sent on and answered, as the machine's clock of intervals counts; null while it was not.</summary>
    public (long Sent, long Answered)? Passed(string jobId) => _passed.TryGetValue(jobId, out (long, long) when) ? when : null;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(string number, string rest, HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri(_routes[number], rest)) { Content = new ByteArrayContent(bytes.ToArray()) };
        post.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Headers.Where(h => h.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase)))
        {
            post.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        long sent = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(post);
            string jobId = rest.Split('/')[^1].Split('.')[0];
            _passed.TryAdd(jobId, (sent, Stopwatch.GetTimestamp()));
            context.Response.StatusCode = (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable; // a node that is gone: the provider sends it again
        }
    }
}
