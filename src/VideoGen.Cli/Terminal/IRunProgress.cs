using VideoGen.Synthesis;

namespace VideoGen.Cli.Terminal;

/// <summary>Shows how a request gets on, until it is disposed. Thread-safe.</summary>
internal interface IRunProgress : IProgress<SegmentProgress>, IDisposable
{
    /// <summary>The request that was last seen; null before anything was.</summary>
    string? RequestId { get; }
}
