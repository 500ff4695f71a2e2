using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VideoGen.Server.Tests.Telemetry;

/// <summary>Keeps whatever is sent to it over OTLP/HTTP. Texts stand in the messages as they are, so that they can be searched.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, string Body)> _received = [];

    private OtlpSink()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/v1/{signal}", async (string signal, HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.Enqueue((signal, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.ContentType = "application/x-protobuf";
        });
    }

    public static async Task<OtlpSink> StartAsync()
    {
        var sink = new OtlpSink();
        await sink._app.StartAsync();
        return sink;
    }

    /// <summary>Everything of a signal.</summary>
    public string All(string signal) => string.Concat(_received.Where(r => r.Signal == signal).Select(r => r.Body));

    /// <summary>The variables by which a program finds this.</summary>
    public string? Variable(string name) => name switch
    {
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" => $"{_app.Urls.First()}/v1/traces",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT" => $"{_app.Urls.First()}/v1/metrics",
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT" => $"{_app.Urls.First()}/v1/logs",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL" or "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL" or "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL" => "http/protobuf",
        "OTEL_EXPORTER_OTLP_TIMEOUT" or "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT" or "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT" or "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT" => "600000",
        _ => null,
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
