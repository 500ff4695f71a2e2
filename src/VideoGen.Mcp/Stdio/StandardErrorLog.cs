using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using VideoGen.Contract;
using VideoGen.Telemetry;

namespace VideoGen.Mcp.Stdio;

/// <summary>
/// Writes warnings and errors to standard error, one entry after the other: all the log a stdio server needs, without a logging host.
/// </summary>
/// <param name="least">Least level that is written.</param>
/// <param name="asJson">True writes one JSON object a line.</param>
public sealed class StandardErrorLog(LogLevel least = LogLevel.Warning, bool asJson = false) : ILogger
{
    private readonly LoggerExternalScopeProvider _scopes = new();

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        _scopes.Push(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel is not LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (!IsEnabled(logLevel))
        {
            return;
        }

        JobIds? ids = Ids();
        if (asJson)
        {
            Console.Error.WriteLine(Json(logLevel, eventId, formatter(state, exception), exception, ids));
            return;
        }

        string about = ids is null ? "" : $" ({PlainText.Line(ids.ToString())})";
        string cause = exception is null ? "" : $"{Environment.NewLine}{PlainText.Lines(exception.ToString())}";
        Console.Error.WriteLine($"videogen {logLevel} {eventId.Id}: {PlainText.Line(formatter(state, exception))}{about}{cause}");
    }

    private static string Json(LogLevel level, EventId eventId, string message, Exception? exception, JobIds? ids)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", TimeProvider.System.GetUtcNow());
            json.WriteString("level", TelemetryNames.Word(level));
            json.WriteNumber("event_id", eventId.Id);
            json.WriteString("message", message);
            if (exception is not null)
            {
                json.WriteString("exception", exception.ToString());
            }

            if (Activity.Current is { } span)
            {
                json.WriteString("trace_id", span.TraceId.ToHexString());
                json.WriteString("span_id", span.SpanId.ToHexString());
            }

            foreach ((string name, object? value) in ids ?? Enumerable.Empty<KeyValuePair<string, object?>>())
            {
                json.WriteString(name, value?.ToString());
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private JobIds? Ids()
    {
        JobIds? ids = null;
        _scopes.ForEachScope((scope, _) => ids = scope as JobIds ?? ids, 0);
        return ids;
    }
}
