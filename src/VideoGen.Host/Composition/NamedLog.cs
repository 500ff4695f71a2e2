using Microsoft.Extensions.Logging;

namespace VideoGen.Host.Composition;

/// <summary>One log for every part of the program, in the typed form that a part asks for.</summary>
internal sealed class NamedLog<T>(ILogger log) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        log.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        log.Log(logLevel, eventId, state, exception, formatter);
}
