namespace VideoGen.Server.Telemetry;

/// <summary>Hands the server's log on to where it is exported.</summary>
internal sealed class ExportedLog(ILoggerFactory factory) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => factory.CreateLogger(categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The factory belongs to the export, which outlives the log.
    }
}
