using OpenTelemetry.Exporter;

namespace VideoGen.Host.Telemetry;

/// <summary>
/// The standard <c>OTEL_…</c> variables of one signal. The exporter reads the general ones itself; the signal's own go before them. A signal
/// is exported only where a variable names an address for it.
/// </summary>
/// <param name="signal"><c>TRACES</c>, <c>METRICS</c> or <c>LOGS</c>.</param>
/// <param name="environment">Value of an environment variable, or null.</param>
internal sealed class OtlpVariables(string signal, Func<string, string?> environment)
{
    private const string General = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>True where the signal is to be exported.</summary>
    public bool IsOn =>
        !string.Equals(environment("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(environment($"OTEL_{signal}_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase)
        && (Own("ENDPOINT") ?? (string.IsNullOrEmpty(environment(General)) ? null : General)) is not null;

    /// <summary>Puts the signal's own variables into the options of its exporter.</summary>
    public void Apply(OtlpExporterOptions options)
    {
        if (Own("PROTOCOL") is { } protocol)
        {
            options.Protocol = protocol is "http/protobuf" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        }

        if (Uri.TryCreate(Own("ENDPOINT"), UriKind.Absolute, out Uri? endpoint))
        {
            options.Endpoint = endpoint;
        }

        options.Headers = Own("HEADERS") ?? options.Headers;
        options.TimeoutMilliseconds = int.TryParse(Own("TIMEOUT"), out int milliseconds) ? milliseconds : options.TimeoutMilliseconds;
    }

    private string? Own(string name) => environment($"OTEL_EXPORTER_OTLP_{signal}_{name}") is { Length: > 0 } value ? value : null;
}
