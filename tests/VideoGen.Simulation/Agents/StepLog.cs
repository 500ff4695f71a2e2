using Microsoft.Extensions.Logging;
using VideoGen.Jobs;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Agents;

/// <summary>The log of one process: a step may fail for what the ledger does to it; anything else that a step throws is a defect.</summary>
internal sealed class StepLog(Process process) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        process.World.Tell(process.Name, $"logs: {formatter(state, exception)} {exception?.Message}");
        if (exception is not (null or LedgerException))
        {
            process.World.Break($"{process.Name}: {exception}");
        }
    }
}
