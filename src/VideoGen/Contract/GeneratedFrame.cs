using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace VideoGen.Contract;

/// <summary>One still as the image agent sends it.</summary>
public sealed record GeneratedFrame
{
    /// <summary>Identity that joins the still to its storyboard frame.</summary>
    [Description("Joins still and storyboard frame, e.g. SCENE_1_SHOT_1.")]
    [StringLength(200, MinimumLength = 1)]
    public required string FrameId { get; init; }

    /// <summary>Address of the still.</summary>
    [Description("http(s) address, data: URI, or a file of this machine over stdio.")]
    [StringLength(100_000_000, MinimumLength = 1)]
    public string? ImageUrl { get; init; }

    /// <summary>The still itself.</summary>
    [Description("PNG, JPEG or WebP instead of image_url.")]
    [StringLength(100_000_000, MinimumLength = 1)]
    public string? ImageBase64 { get; init; }

    /// <summary>Scene, 0 to 1 000 000.</summary>
    [Description("Default: the storyboard frame's, else from a frame_id SCENE_n_SHOT_m.")]
    [Range(0, 1_000_000)]
    public int? SceneNumber { get; init; }

    /// <summary>Position inside the scene, 0 to 1 000 000.</summary>
    [Description("Position in the scene; default as for scene_number.")]
    [Range(0, 1_000_000)]
    public int? ShotOrder { get; init; }

    /// <summary>Known, not needed here.</summary>
    [Description("Accepted; concerns the still, not the motion.")]
    public JsonElement? NegativePrompts { get; init; }

    /// <summary>Known, not needed here.</summary>
    [Description("Accepted; concerns the still, not the motion.")]
    public JsonElement? QualityScore { get; init; }

    /// <summary>Known, not needed here.</summary>
    [Description("Accepted; concerns the still, not the motion.")]
    public JsonElement? ProviderMetadata { get; init; }
}
