namespace VideoGen.Import.Shots;

/// <summary>What can be said of a shot.</summary>
internal enum ShotField
{
    /// <summary>Name of the frame.</summary>
    FrameId,

    /// <summary>Scene.</summary>
    SceneNumber,

    /// <summary>Place in the scene.</summary>
    ShotOrder,

    /// <summary>What the frame shows.</summary>
    Description,

    /// <summary>How the camera moves.</summary>
    CameraNotes,

    /// <summary>Style.</summary>
    PromptSeed,

    /// <summary>Wished seconds.</summary>
    DurationSeconds,

    /// <summary>Who is in the frame.</summary>
    CharactersPresent,

    /// <summary>Light.</summary>
    LightingMood,

    /// <summary>Cut to the next one.</summary>
    TransitionOut,

    /// <summary>The still.</summary>
    ImageUrl,
}
