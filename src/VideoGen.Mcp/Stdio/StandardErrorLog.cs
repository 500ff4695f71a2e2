using Microsoft.Extensions.Logging;
using VideoGen.Contract;

namespace VideoGen.Mcp.Stdio;

/// <summary>
/// Writes warnings and errors to standard error, one entry after the other: all the log a stdio server needs, without a logging host.
/// </summary>
/// <param name="least">Least level that is written.</param>
public sealed class StandardErrorLog(LogLevel least = LogLevel.Warning) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel is not LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (IsEnabled(logLevel))
        {
            string cause = exception is null ? "" : $"{Environment.NewLine}{PlainText.Lines(exception.ToString())}";
            Console.Error.WriteLine($"videogen {logLevel} {eventId.Id}: {PlainText.Line(formatter(state, exception))}{cause}");
        }
    }
}
