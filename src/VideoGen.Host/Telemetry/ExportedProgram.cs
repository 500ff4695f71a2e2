using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace VideoGen.Host.Telemetry;

/// <summary>The program whose telemetry is exported.</summary>
public sealed record ExportedProgram
{
    /// <summary><c>service.name</c>, unless the operator's variables name another.</summary>
    public required string Service { get; init; }

    /// <summary><c>service.version</c>.</summary>
    public required string Version { get; init; }

    /// <summary><c>service.instance.id</c>: the same after a new start, so that series go on; null for none.</summary>
    public string? Instance { get; init; }

    /// <summary>Sources of spans beside the agent's own.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Meters beside the agent's own.</summary>
    public IReadOnlyList<string> Meters { get; init; } = [];

    /// <summary>More of tracing; null for no more.</summary>
    public Action<TracerProviderBuilder>? Tracing { get; init; }

    /// <summary>More of metrics, which are collected then whether or not they are exported; null for no more.</summary>
    public Action<MeterProviderBuilder>? Metering { get; init; }
}
