using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace VideoGen.Host.Configuration;

/// <summary>What is reported of what happens. Where spans, metrics and logs are exported to is said by the standard <c>OTEL_…</c> variables.</summary>
public sealed record TelemetrySettings
{
    /// <summary>True collects metrics in the server and serves them at <c>/metrics</c>; default true.</summary>
    [Description("true collects metrics in videogen serve and serves them at /metrics, to callers with the scope metrics.")]
    [DefaultValue(true)]
    public bool Metrics { get; init; } = true;

    /// <summary>How log lines are written; default plain.</summary>
    [Description("How log lines are written: plain, one line for people, or json, one object a line. docs/logs.md lists them.")]
    [DefaultValue(LogFormat.Plain)]
    public LogFormat LogFormat { get; init; } = LogFormat.Plain;

    /// <summary>Least level that is written; null for information in the server, warning on the command line.</summary>
    [Description("Least level of log lines: trace, debug, information, warning, error, critical or none. Unset: information in videogen serve, warning on the command line. It never shows addresses or bodies of requests.")]
    public LogLevel? LogLevel { get; init; }
}
