using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>A caller's newest requests: the answer of <c>get_video_segments</c> without a <c>request_id</c>.</summary>
public sealed record RequestList
{
    /// <summary>The requests, newest first.</summary>
    [Description("The newest requests, newest first.")]
    public required ImmutableArray<RequestSummary> Requests { get; init; }
}
