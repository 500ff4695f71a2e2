using System.Diagnostics;
using System.Reflection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using VideoGen.Host.Configuration;
using VideoGen.Host.Telemetry;
using VideoGen.Mcp;

namespace VideoGen.Server.Telemetry;

/// <summary>
/// The server's telemetry: metrics to be scraped, and whatever the standard <c>OTEL_…</c> variables ask to be exported. Every request has a
/// trace id, traced or not, so that an error can name it.
/// </summary>
internal sealed class ServerTelemetry : IDisposable
{
    private const string AspNetCore = "Microsoft.AspNetCore";
    private const string DurationMeter = "Microsoft.AspNetCore.Hosting";

    private readonly TelemetryExport? _export;
    private readonly ActivityListener _identifies = new()
    {
        ShouldListenTo = source => source.Name is AspNetCore,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
    };

    /// <summary>Begins with what is asked for; nothing is collected where nobody asks.</summary>
    public ServerTelemetry(Settings settings, Func<string, string?> environment)
    {
        ActivitySource.AddActivityListener(_identifies);
        if (!settings.Telemetry.Metrics && !TelemetryExport.IsAsked(environment))
        {
            return;
        }

        _export = new TelemetryExport(
            new ExportedProgram
            {
                Service = "videogen-server",
                Version = typeof(ServerTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
                Instance = $"{Environment.MachineName}:{settings.Server.Port}",
                Sources = [McpTelemetry.Name],
                Meters = [McpTelemetry.Name, DurationMeter, "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting"],
                Tracing = tracing => tracing
                    .AddAspNetCoreInstrumentation(options => options.Filter = context => !IsProbe(context.Request.Path))
                    .AddProcessor(new RoutesOnly()),
                Metering = settings.Telemetry.Metrics
                    ? metering => metering.AddRuntimeInstrumentation().AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0)
                    : null,
            },
            environment);
    }

    /// <summary>Where log lines are exported to; null where they are not.</summary>
    public ILoggerProvider? Logs => _export?.Logs is { } factory ? new ExportedLog(factory) : null;

    /// <summary>The metrics to be scraped; null where they are not collected.</summary>
    public MeterProvider? Metrics => _export?.Metrics;

    /// <inheritdoc/>
    public void Dispose()
    {
        _export?.Dispose();
        _identifies.Dispose();
    }

    // They come every few seconds and tell nothing.
    private static bool IsProbe(PathString path) => path.StartsWithSegments("/metrics", StringComparison.Ordinal) || path.StartsWithSegments("/health", StringComparison.Ordinal);
}
