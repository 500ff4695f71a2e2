namespace VideoGen.Contract;

/// <summary>One frame: still and storyboard entry joined. Texts are normalized and never null.</summary>
public sealed record Frame
{
    /// <summary>Identity.</summary>
    public required string Id { get; init; }

    /// <summary>Scene.</summary>
    public required int Scene { get; init; }

    /// <summary>Position inside the scene.</summary>
    public required int Shot { get; init; }

    /// <summary>The still; null for a frame that is rendered from its words.</summary>
    public required FrameImage? Image { get; init; }

    /// <summary>What it shows.</summary>
    public required string Description { get; init; }

    /// <summary>How the camera moves; empty where nothing was said.</summary>
    public required string CameraNotes { get; init; }

    /// <summary>Style seed; empty where none was given.</summary>
    public required string PromptSeed { get; init; }

    /// <summary>Light; empty where nothing was said.</summary>
    public required string LightingMood { get; init; }

    /// <summary>Who is in it, joined by commas; empty where nobody was named.</summary>
    public required string CharactersPresent { get; init; }

    /// <summary>Wished seconds; null lets the plan decide.</summary>
    public required decimal? DurationSeconds { get; init; }

    /// <summary>JSON pointer to where its still came in (or its storyboard entry, without one).</summary>
    public required string Pointer { get; init; }

    /// <summary>JSON pointer to its storyboard entry, where its words came in.</summary>
    public string EntryPointer { get; init; } = "";
}
