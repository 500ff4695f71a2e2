namespace VideoGen.Contract;

/// <summary>What became of an input frame.</summary>
public enum FrameStatus
{
    /// <summary>Part of a planned segment.</summary>
    Planned,

    /// <summary>Part of a delivered segment.</summary>
    Rendered,

    /// <summary>Part of a segment that is still being made.</summary>
    Pending,

    /// <summary>Part of a segment that failed.</summary>
    Failed,

    /// <summary>Part of a segment that was cancelled.</summary>
    Cancelled,

    /// <summary>Part of a segment that was never tried.</summary>
    NotAttempted,

    /// <summary>Not part of any segment, and said why.</summary>
    LeftOut,
}
