namespace VideoGen.Providers;

/// <summary>Answer to a wish to cancel.</summary>
public enum CancelResult
{
    /// <summary>Removed before it ran: nothing will come, nothing is billed.</summary>
    Removed,

    /// <summary>Accepted; a job that runs may still finish.</summary>
    Requested,

    /// <summary>Too late: the job is done.</summary>
    AlreadyCompleted,

    /// <summary>The provider does not know the job.</summary>
    NotFound,

    /// <summary>No usable answer.</summary>
    Unreachable,

    /// <summary>The provider has no cancel (<see cref="IVideoProvider.CanCancel"/>): the job runs on and is billed.</summary>
    Unsupported,
}
