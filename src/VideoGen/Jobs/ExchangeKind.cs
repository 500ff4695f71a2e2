namespace VideoGen.Jobs;

/// <summary>What a provider was asked, or told by itself. Wire: snake_case.</summary>
public enum ExchangeKind
{
    /// <summary>Preparing the payload was refused.</summary>
    Prepare,

    /// <summary>The one submit.</summary>
    Submit,

    /// <summary>A look at the state.</summary>
    Status,

    /// <summary>A look at the result for what was billed.</summary>
    Result,

    /// <summary>A wish to cancel.</summary>
    Cancel,

    /// <summary>A search for the job of a submit without an answer.</summary>
    Find,

    /// <summary>A webhook delivery.</summary>
    Delivery,
}
