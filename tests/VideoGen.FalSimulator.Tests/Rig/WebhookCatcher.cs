using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VideoGen.FalSimulation.Tests.Rig;

/// <summary>Receives webhooks and keeps them as they came.</summary>
internal sealed class WebhookCatcher : IAsyncDisposable
{
    private readonly WebApplication _host;

    private WebhookCatcher(WebApplication host) => _host = host;

    public ConcurrentQueue<Caught> All { get; } = new();

    /// <summary>Codes of the first answers; 200 afterwards.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public string Url => _host.Urls.First() + "/hook?token=a%20b";

    public static async Task<WebhookCatcher> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication host = builder.Build();
        var catcher = new WebhookCatcher(host);
        host.Run(catcher.CatchAsync);
        await host.StartAsync();
        return catcher;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task CatchAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        All.Enqueue(new Caught(
            context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray(), context.Request.QueryString.Value ?? ""));
        context.Response.StatusCode = Answers.TryDequeue(out int status) ? status : 200;
    }

    internal sealed record Caught(IReadOnlyDictionary<string, string> Headers, byte[] Body, string Query)
    {
        public string? Header(string name) => Headers.GetValueOrDefault(name);
    }
}
