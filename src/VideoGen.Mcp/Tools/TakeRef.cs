using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Mcp.Tools;

/// <summary>Arguments of <c>choose_video_take</c>.</summary>
internal sealed record TakeRef
{
    [StringLength(200, MinimumLength = 1)]
    public required string RequestId { get; init; }

    [StringLength(50, MinimumLength = 1)]
    public required string SegmentId { get; init; }

    [Description("Take number; left out, the request's own clip.")]
    [Range(1, 1_000_000)]
    public int? Take { get; init; }
}
