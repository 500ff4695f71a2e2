using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Mcp.Tools;

/// <summary>Arguments of <c>get_video_segments</c>.</summary>
internal sealed record RequestQuery
{
    [Description("request_id as answered by synthesize_video_segments.")]
    [StringLength(200, MinimumLength = 1)]
    public required string RequestId { get; init; }

    [Description("Longest wait in seconds for segments that are still being made; 0 answers at once. Keep it below your own call timeout.")]
    [Range(0, 90)]
    [DefaultValue(0)]
    public double? WaitSeconds { get; init; }
}
