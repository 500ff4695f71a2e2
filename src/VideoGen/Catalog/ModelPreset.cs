using System.Text.Json.Nodes;

namespace VideoGen.Catalog;

/// <summary>
/// One model as data: how it wants its input, which lengths it sells and at what price. Adding a model is adding a preset.
/// Wire form is snake_case; validated by <see cref="PresetCheck"/> when it is loaded.
/// </summary>
/// <param name="PromptField">Payload field of the prompt; <c>prompt</c> unless given.</param>
public sealed record ModelPreset(string PromptField = "prompt")
{
    /// <summary>Model id as the provider knows it, for example <c>fal-ai/veo3.1/fast/image-to-video</c>. Unique in its provider.</summary>
    public required string Model { get; init; }

    /// <summary>What the model makes a clip from.</summary>
    public required PresetMode Mode { get; init; }

    /// <summary>Longest prompt in characters (Unicode scalar values); null where no limit is documented.</summary>
    public int? PromptMaxCharacters { get; init; }

    /// <summary>Longest prompt in UTF-8 bytes, for models that count bytes; null where no such limit is documented.</summary>
    public int? PromptMaxBytes { get; init; }

    /// <summary>Longest prompt in UTF-16 code units, as JavaScript and C# count; null where no such limit is documented.</summary>
    public int? PromptMaxUtf16Units { get; init; }

    /// <summary>
    /// Payload field of a list that holds the pictures; <see cref="FirstFrameField"/> and <see cref="LastFrameField"/> are then the roles that
    /// they have in it. Null where each picture has a field of its own.
    /// </summary>
    public string? FrameListField { get; init; }

    /// <summary>Payload field of the first (or only) frame; null for text-to-video.</summary>
    public string? FirstFrameField { get; init; }

    /// <summary>Payload field of the last frame; null where the model takes one picture only.</summary>
    public string? LastFrameField { get; init; }

    /// <summary>True when the model refuses an order without a last frame.</summary>
    public bool LastFrameRequired { get; init; }

    /// <summary>Lengths on sale and the form they are written in.</summary>
    public required PresetDuration Duration { get; init; }

    /// <summary>Fixed inputs sent with every order: resolution, aspect ratio, audio off and the like.</summary>
    public JsonObject Inputs { get; init => field = value ?? []; } = [];

    /// <summary>The real field that <c>motion_strength</c> turns; null where the model has none.</summary>
    public PresetMotion? MotionStrength { get; init; }

    /// <summary>What a clip costs.</summary>
    public required PresetPrice Price { get; init; }

    /// <summary>Rules for the pictures; null where only our own limits apply.</summary>
    public PresetImageLimits? Image { get; init; }

    /// <summary>Size and rate the model delivers with <see cref="Inputs"/>.</summary>
    public required PresetOutput Output { get; init; }

    /// <summary>Set when the provider withdrew the model; it then stays usable by name, with a warning.</summary>
    public PresetRetired? Retired { get; init; }

    /// <summary>Where the facts were taken from, for people.</summary>
    public string? Source { get; init; }

    /// <summary>True when the model can make a segment of this many frames.</summary>
    /// <param name="frames">0 to 2.</param>
    public bool Takes(int frames) => frames switch
    {
        0 => FirstFrameField is null,
        1 => FirstFrameField is not null && !LastFrameRequired,
        2 => FirstFrameField is not null && LastFrameField is not null,
        _ => false,
    };
}
