using Microsoft.Extensions.Logging;

namespace VideoGen.Host.Composition;

/// <summary>One log for every category.</summary>
internal sealed class OneLoggerFactory(ILogger log) : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log is given.");

    public ILogger CreateLogger(string categoryName) => log;

    public void Dispose()
    {
        // The log is the caller's.
    }
}
