using Microsoft.Extensions.Logging;

namespace VideoGen.Cli;

/// <summary>Two logs that get the same lines.</summary>
internal sealed class BothLogs(ILogger first, ILogger second) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        new BothScopes(first.BeginScope(state), second.BeginScope(state));

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => first.IsEnabled(logLevel) || second.IsEnabled(logLevel);

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        first.Log(logLevel, eventId, state, exception, formatter);
        second.Log(logLevel, eventId, state, exception, formatter);
    }

    private sealed record BothScopes(IDisposable? First, IDisposable? Second) : IDisposable
    {
        public void Dispose()
        {
            Second?.Dispose();
            First?.Dispose();
        }
    }
}
