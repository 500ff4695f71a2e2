using Microsoft.Extensions.Logging;

namespace VideoGen.Server.Tests.Rig;

/// <summary>Every line the server logs, at every level, exceptions included.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    public Seen<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{logLevel} {formatter(state, exception)} {exception}");

    public Task UntilAsync(string part, int times = 1) => Lines.UntilAsync(line => line.Contains(part, StringComparison.Ordinal), times);

    public void Dispose()
    {
    }
}
