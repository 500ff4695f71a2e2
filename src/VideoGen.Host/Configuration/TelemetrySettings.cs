using System.ComponentModel;

namespace VideoGen.Host.Configuration;

/// <summary>What is told of what happens. Where spans, metrics and logs are exported to is said by the standard <c>OTEL_…</c> variables.</summary>
public sealed record TelemetrySettings
{
    /// <summary>True collects metrics in the server and serves them at <c>/metrics</c>; default true.</summary>
    [Description("true collects metrics in videogen serve and serves them at /metrics, to callers with the scope metrics.")]
    [DefaultValue(true)]
    public bool Metrics { get; init; } = true;
}
