namespace VideoGen.Contract;

/// <summary>What is done to a copy of a delivered clip. Wire: snake_case.</summary>
public enum FinishingStep
{
    /// <summary>Nothing, whatever the settings say.</summary>
    None,

    /// <summary>Size, frame rate and colour tags of the settings.</summary>
    Normalize,

    /// <summary>Only the frames that the storyboard wants.</summary>
    Trim,

    /// <summary>Colours drawn back to the clip's own stills.</summary>
    ColourMatch,

    /// <summary>Nothing is changed: black, frozen, cut and flashing pictures are looked for.</summary>
    Checks,
}
