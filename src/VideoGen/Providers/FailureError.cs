namespace VideoGen.Providers;

/// <summary>The closed list of words in <c>failed_segments[].error</c> (snake_case on the wire).</summary>
public enum FailureError
{
    /// <summary>The provider failed or refused the input.</summary>
    ProviderError,

    /// <summary>The provider's content rules refused the prompt or a picture.</summary>
    ContentRejected,

    /// <summary>Not finished within the wait; the job is alive and will be delivered later.</summary>
    ProviderPending,

    /// <summary>The clip exists at the provider but could not be fetched or is not a playable video.</summary>
    DownloadFailed,

    /// <summary>The submit got no answer; whether a job exists is being found out. Never sent again.</summary>
    SubmissionUnknown,

    /// <summary>Never submitted, because another segment failed first or the request was cancelled.</summary>
    NotAttempted,

    /// <summary>Stopped at the caller's wish, or because another segment failed.</summary>
    Cancelled,

    /// <summary>The provider could not be reached to submit; there is no job.</summary>
    ProviderUnreachable,
}
