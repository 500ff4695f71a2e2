using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using VideoGen.Telemetry;

namespace VideoGen.Host.Telemetry;

/// <summary>
/// What leaves this process of its spans, metrics and logs: over OTLP, where the standard variables say to where. Without them nothing of
/// OpenTelemetry is loaded by a program that asks <see cref="IsAsked"/> first. Disposing it sends what is left.
/// </summary>
public sealed class TelemetryExport : IDisposable
{
    private const int LastMilliseconds = 3_000;

    // Series that an instrument can have. Places for them are taken at start: the library's 2 000 are 14 MB for what has dozens.
    private const int MaxSeries = 500;

    private readonly OpenTelemetrySdk _sdk;
    private readonly int _lastMilliseconds;

    /// <summary>Begins to export.</summary>
    /// <param name="program">What the export is of.</param>
    /// <param name="environment">Value of an environment variable, or null.</param>
    public TelemetryExport(ExportedProgram program, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(program);
        _lastMilliseconds = int.TryParse(environment("OTEL_EXPORTER_OTLP_TIMEOUT"), out int milliseconds) ? milliseconds : LastMilliseconds;
        OtlpVariables traces = new("TRACES", environment), metrics = new("METRICS", environment), logs = new("LOGS", environment);
        _sdk = OpenTelemetrySdk.Create(builder =>
        {
            builder.ConfigureResource(resource => Describe(resource, program));
            if (traces.IsOn)
            {
                builder.WithTracing(tracing =>
                {
                    tracing.AddSource(AgentTraces.SourceName).AddSource([.. program.Sources]);
                    program.Tracing?.Invoke(tracing);
                    tracing.AddOtlpExporter(traces.Apply);
                });
            }

            if (metrics.IsOn || program.Metering is not null)
            {
                builder.WithMetrics(metering =>
                {
                    metering.AddMeter(AgentMetrics.MeterName).AddMeter([.. program.Meters]).SetExemplarFilter(ExemplarFilterType.TraceBased);
                    metering.AddView("*", new MetricStreamConfiguration { CardinalityLimit = MaxSeries });
                    program.Metering?.Invoke(metering);
                    if (metrics.IsOn)
                    {
                        metering.AddOtlpExporter(metrics.Apply);
                    }
                });
            }

            if (logs.IsOn)
            {
                builder.WithLogging(logging => logging.AddOtlpExporter(logs.Apply), options => (options.IncludeScopes, options.IncludeFormattedMessage, options.ParseStateValues) = (true, true, true));
            }
        });
        Logs = logs.IsOn ? _sdk.GetLoggerFactory() : null;
    }

    /// <summary>Where log lines are exported to; null where they are not.</summary>
    public ILoggerFactory? Logs { get; }

    /// <summary>The metrics as they are collected.</summary>
    public MeterProvider Metrics => _sdk.MeterProvider;

    /// <summary>True where the standard variables ask for any signal. Loads nothing of OpenTelemetry.</summary>
    public static bool IsAsked(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return !string.IsNullOrEmpty(environment("OTEL_EXPORTER_OTLP_ENDPOINT"))
            || !string.IsNullOrEmpty(environment("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
            || !string.IsNullOrEmpty(environment("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"))
            || !string.IsNullOrEmpty(environment("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"));
    }

    /// <summary>An export of everything the variables ask for, of a program that serves no metrics itself.</summary>
    // The types of OpenTelemetry are looked up only when this is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDisposable Start(string service, string version, IReadOnlyList<string> sources, Func<string, string?> environment, out ILoggerFactory? logs)
    {
        var export = new TelemetryExport(new ExportedProgram { Service = service, Version = version, Sources = sources, Meters = sources }, environment);
        logs = export.Logs;
        return export;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sdk.TracerProvider.ForceFlush(_lastMilliseconds);
        _sdk.MeterProvider.ForceFlush(_lastMilliseconds);
        _sdk.LoggerProvider.ForceFlush(_lastMilliseconds);
        _sdk.Dispose();
    }

    // The operator's own variables go last, so that they win.
    private static void Describe(ResourceBuilder resource, ExportedProgram program) => resource
        .Clear()
        .AddService(program.Service, serviceVersion: program.Version, autoGenerateServiceInstanceId: false, serviceInstanceId: program.Instance)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
