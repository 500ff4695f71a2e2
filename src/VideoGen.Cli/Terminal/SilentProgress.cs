using VideoGen.Synthesis;

namespace VideoGen.Cli.Terminal;

/// <summary>Shows nothing and remembers the request, so that an interrupted call can say how to go on.</summary>
internal sealed class SilentProgress : IRunProgress
{
    private volatile string? _requestId;

    /// <inheritdoc/>
    public string? RequestId => _requestId;

    /// <inheritdoc/>
    public void Report(SegmentProgress value) => _requestId = value.RequestId;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing was drawn.
    }
}
