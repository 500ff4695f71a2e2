namespace VideoGen.Contract;

/// <summary>Whether a request may still change.</summary>
public enum RequestStatus
{
    /// <summary>At least one segment is still being made, or its clip waits for the media store.</summary>
    InProgress,

    /// <summary>Every segment reached its end.</summary>
    Finished,
}
