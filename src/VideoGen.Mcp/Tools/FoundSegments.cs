using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>What <c>get_video_segments</c> answers.</summary>
internal abstract record FoundSegments
{
    private FoundSegments() { }

    /// <summary>The request that was asked for.</summary>
    public sealed record One(SynthesisAnswer Answer) : FoundSegments;

    /// <summary>The newest requests, where none was named.</summary>
    public sealed record Newest(RequestList List) : FoundSegments;
}
