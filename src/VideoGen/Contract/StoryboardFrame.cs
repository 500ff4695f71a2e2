using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace VideoGen.Contract;

/// <summary>One frame of the storyboard as the storyboard agent sends it.</summary>
public sealed record StoryboardFrame
{
    /// <summary>As in generated_frames.</summary>
    [Description("As in generated_frames.")]
    [StringLength(200, MinimumLength = 1)]
    public required string FrameId { get; init; }

    /// <summary>What the frame shows.</summary>
    [Description("What the frame shows; verbatim in the prompt, as all texts here.")]
    [StringLength(20_000, MinimumLength = 1)]
    public required string Description { get; init; }

    /// <summary>How the camera moves.</summary>
    [Description("Camera move, e.g. slow push-in.")]
    [StringLength(20_000)]
    public string? CameraNotes { get; init; }

    /// <summary>Style seed.</summary>
    [Description("Style, e.g. noir-rain.")]
    [StringLength(20_000)]
    public string? PromptSeed { get; init; }

    /// <summary>Wished screen time in seconds, more than 0, at most 12.</summary>
    [Description("Wished screen time.")]
    [Range(0d, 12d, MinimumIsExclusive = true)]
    public decimal? DurationSeconds { get; init; }

    /// <summary>Scene, 0 to 1 000 000.</summary>
    [Description("The still's own wins.")]
    [Range(0, 1_000_000)]
    public int? SceneNumber { get; init; }

    /// <summary>Position inside the scene, 0 to 1 000 000.</summary>
    [Description("The still's own wins.")]
    [Range(0, 1_000_000)]
    public int? ShotOrder { get; init; }

    /// <summary>Who is in the frame.</summary>
    [Description("Who is in the frame.")]
    public ImmutableArray<string>? CharactersPresent { get; init; }

    /// <summary>Light.</summary>
    [Description("Light of the frame.")]
    [StringLength(20_000)]
    public string? LightingMood { get; init; }

    /// <summary>Known, not needed here: the editor's business.</summary>
    [Description("Accepted; the cut between segments is the editor's business.")]
    public JsonElement? TransitionOut { get; init; }
}
