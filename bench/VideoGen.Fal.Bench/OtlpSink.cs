using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VideoGen.Fal.Bench;

/// <summary>A collector that takes everything over OTLP/HTTP and keeps how much it was.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _bytes;

    private OtlpSink(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public long Bytes => Interlocked.Read(ref _bytes);

    public static async Task<OtlpSink> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var sink = new OtlpSink(builder.Build());
        sink._app.Urls.Add("http://127.0.0.1:0");
        sink._app.Run(sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Interlocked.Add(ref _bytes, body.Length);
        context.Response.ContentType = "application/x-protobuf";
    }
}
