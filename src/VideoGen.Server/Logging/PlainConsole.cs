using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Telemetry;

namespace VideoGen.Server.Logging;

/// <summary>The log as it is printed: one entry a line, in which words of strangers can be nothing but words.</summary>
internal sealed class PlainConsole() : ConsoleFormatter(FormatterName)
{
    private const string FormatterName = "videogen";

    /// <summary>Prints the log as the settings say.</summary>
    public static void AddTo(ILoggingBuilder logging, TelemetrySettings settings)
    {
        logging.SetMinimumLevel(settings.LogLevel ?? LogLevel.Information);
        if (settings.LogFormat is LogFormat.Json)
        {
            logging.AddJsonConsole(json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
            return;
        }

        logging.AddConsole(console => console.FormatterName = FormatterName).Services.AddSingleton<ConsoleFormatter, PlainConsole>();
    }

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string cause = logEntry.Exception is { } exception ? $" {PlainText.Line(exception.ToString())}" : "";
        string about = "";
        scopeProvider?.ForEachScope((scope, _) => about = scope is JobIds ids ? $" ({PlainText.Line(ids.ToString())})" : about, 0);
        textWriter.WriteLine($"{Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {PlainText.Line(logEntry.Formatter(logEntry.State, logEntry.Exception))}{about}{cause}");
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
