using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Mcp.Tools;

/// <summary>Arguments of <c>get_video_segments</c>.</summary>
internal sealed record RequestQuery
{
    [Description("As synthesize_video_segments answered it.")]
    [StringLength(200, MinimumLength = 1)]
    public string? RequestId { get; init; }

    [Description("Longest wait for this request; above 45 many clients give up.")]
    [Range(0, 90)]
    [DefaultValue(0)]
    public double? WaitSeconds { get; init; }
}
