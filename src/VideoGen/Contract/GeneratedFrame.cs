using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace VideoGen.Contract;

/// <summary>One still as the image agent sends it.</summary>
public sealed record GeneratedFrame
{
    /// <summary>Identity that joins the still to its storyboard frame.</summary>
    [Description("Identity that joins the still to its storyboard frame, for example SCENE_1_SHOT_1.")]
    [StringLength(200, MinimumLength = 1)]
    public required string FrameId { get; init; }

    /// <summary>Address of the still.</summary>
    [Description("Address of the still: http(s), data: URI, or a local file where the agent runs on the caller's machine.")]
    [StringLength(100_000_000, MinimumLength = 1)]
    public string? ImageUrl { get; init; }

    /// <summary>The still itself.</summary>
    [Description("The still itself, base64 (PNG, JPEG or WebP), instead of image_url.")]
    [StringLength(100_000_000, MinimumLength = 1)]
    public string? ImageBase64 { get; init; }

    /// <summary>Scene, 0 to 1 000 000.</summary>
    [Description("Scene; taken from the storyboard frame or a frame_id of the form SCENE_n_SHOT_m when missing.")]
    [Range(0, 1_000_000)]
    public int? SceneNumber { get; init; }

    /// <summary>Position inside the scene, 0 to 1 000 000.</summary>
    [Description("Position inside the scene.")]
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
