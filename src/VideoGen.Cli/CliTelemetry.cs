using System.Reflection;
using Microsoft.Extensions.Logging;
using VideoGen.Host.Configuration;
using VideoGen.Host.Telemetry;
using VideoGen.Mcp;
using VideoGen.Mcp.Stdio;

namespace VideoGen.Cli;

/// <summary>
/// Where the log of this process goes, and its spans and metrics where the standard <c>OTEL_…</c> variables say to where. Without them
/// nothing is loaded for it, and a start takes no longer. Disposing it sends what is left.
/// </summary>
internal sealed class CliTelemetry : IDisposable
{
    private readonly IDisposable? _export;
    private readonly ILogger? _exported;

    /// <summary>Begins to export where that is asked for.</summary>
    public CliTelemetry()
    {
        _export = TelemetryExport.IsAsked(Environment.GetEnvironmentVariable)
            ? TelemetryExport.Start("videogen", Version, [McpTelemetry.Name], Environment.GetEnvironmentVariable, out ILoggerFactory? logs)
            : Nothing(out logs);
        _exported = logs?.CreateLogger("videogen");
    }

    /// <summary>Version of this program.</summary>
    public static string Version => typeof(CliTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The log: what the settings say on standard error, and what is exported.</summary>
    public ILogger LogOf(TelemetrySettings settings)
    {
        var errors = new StandardErrorLog(settings.LogLevel ?? LogLevel.Warning, settings.LogFormat is LogFormat.Json);
        return _exported is null ? errors : new BothLogs(errors, _exported);
    }

    /// <inheritdoc/>
    public void Dispose() => _export?.Dispose();

    private static IDisposable? Nothing(out ILoggerFactory? logs)
    {
        logs = null;
        return null;
    }
}
