using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Mcp.Tools;

/// <summary>Arguments of <c>cancel_video_segments</c>.</summary>
internal sealed record RequestRef
{
    [Description("request_id as answered by synthesize_video_segments.")]
    [StringLength(200, MinimumLength = 1)]
    public required string RequestId { get; init; }
}
