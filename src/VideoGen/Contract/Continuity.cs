namespace VideoGen.Contract;

/// <summary>How the segments of a scene go over into each other. Wire: snake_case.</summary>
public enum Continuity
{
    /// <summary>They do not: each has frames of its own.</summary>
    None,

    /// <summary>The last frame of a segment is the first of the next one: both are made towards the same still.</summary>
    SharedKeyframe,

    /// <summary>The last frame of a delivered clip is the first of the next one, which is ordered only then.</summary>
    Chain,
}
