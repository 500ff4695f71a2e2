using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Mcp.Tools;

/// <summary>Arguments of <c>cancel_video_segments</c>.</summary>
internal sealed record RequestRef
{
    [Description("As synthesize_video_segments answered it.")]
    [StringLength(200, MinimumLength = 1)]
    public required string RequestId { get; init; }
}
