namespace VideoGen.Jobs;

/// <summary>Answer to the intent to submit.</summary>
public enum BeginSubmitResult
{
    /// <summary>The intent is on disk: submit now, once.</summary>
    Begun,

    /// <summary>As many siblings as allowed are at the provider, or come first; try when one of them has moved on.</summary>
    Busy,

    /// <summary>The request was halted or cancelled in the meantime.</summary>
    Halted,

    /// <summary>Somebody else changed the job; do nothing.</summary>
    Conflict,
}
