using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace VideoGen.Contract;

/// <summary>One frame of the storyboard as the storyboard agent sends it.</summary>
public sealed record StoryboardFrame
{
    /// <summary>Identity that joins the frame to its still.</summary>
    [Description("Identity that joins the frame to its still.")]
    [StringLength(200, MinimumLength = 1)]
    public required string FrameId { get; init; }

    /// <summary>What the frame shows.</summary>
    [Description("What the frame shows; goes into the prompt word for word.")]
    [StringLength(20_000, MinimumLength = 1)]
    public required string Description { get; init; }

    /// <summary>How the camera moves.</summary>
    [Description("How the camera moves, for example: slow push-in, slight tilt up.")]
    [StringLength(20_000)]
    public string? CameraNotes { get; init; }

    /// <summary>Style seed.</summary>
    [Description("Style seed, for example noir-rain; goes into the prompt word for word.")]
    [StringLength(20_000)]
    public string? PromptSeed { get; init; }

    /// <summary>Wished screen time in seconds, more than 0, at most 12.</summary>
    [Description("Wished screen time in seconds, more than 0 and at most 12.")]
    [Range(0d, 12d, MinimumIsExclusive = true)]
    public decimal? DurationSeconds { get; init; }

    /// <summary>Scene, 0 to 1 000 000.</summary>
    [Description("Scene; the still's own scene_number wins.")]
    [Range(0, 1_000_000)]
    public int? SceneNumber { get; init; }

    /// <summary>Position inside the scene, 0 to 1 000 000.</summary>
    [Description("Position inside the scene; the still's own shot_order wins.")]
    [Range(0, 1_000_000)]
    public int? ShotOrder { get; init; }

    /// <summary>Who is in the frame.</summary>
    [Description("Who is in the frame; goes into the prompt word for word, joined by commas.")]
    public ImmutableArray<string>? CharactersPresent { get; init; }

    /// <summary>Light.</summary>
    [Description("Light of the frame; goes into the prompt word for word.")]
    [StringLength(20_000)]
    public string? LightingMood { get; init; }

    /// <summary>Known, not needed here: the editor's business.</summary>
    [Description("Accepted; the cut between segments is the editor's business.")]
    public JsonElement? TransitionOut { get; init; }
}
