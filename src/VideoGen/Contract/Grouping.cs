namespace VideoGen.Contract;

/// <summary>How frames of a scene are paired.</summary>
public enum Grouping
{
    /// <summary>Two by two in order; an odd last frame stands alone.</summary>
    Fixed,

    /// <summary>Like fixed, but frames that together want more than a segment may last are not paired.</summary>
    Adaptive,

    /// <summary>Every frame is a segment of its own.</summary>
    Single,
}
