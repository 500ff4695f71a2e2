namespace VideoGen.Listing;

/// <summary>How a request stands, in a list. Wire: snake_case.</summary>
public enum RequestState
{
    /// <summary>At least one segment is still being made.</summary>
    Open,

    /// <summary>Every segment was delivered.</summary>
    Delivered,

    /// <summary>Every segment has ended, and at least one was not delivered.</summary>
    Incomplete,
}
