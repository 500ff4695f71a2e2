namespace VideoGen.Jobs;

/// <summary>
/// The states of a job: planned → submitting → queued → running → downloading → succeeded | failed | cancelled | not_attempted, plus
/// submission_unknown and expired. Wire: snake_case.
/// </summary>
public enum JobState
{
    /// <summary>Intended; nothing was sent.</summary>
    Planned,

    /// <summary>The intent to submit is on disk; the one submit is on its way. Never submitted again from here.</summary>
    Submitting,

    /// <summary>The provider has it; it waits for its turn.</summary>
    Queued,

    /// <summary>The provider works on it.</summary>
    Running,

    /// <summary>The provider finished; the clip is being fetched, proved and stored.</summary>
    Downloading,

    /// <summary>The submit got no answer; being found out, never sent again.</summary>
    SubmissionUnknown,

    /// <summary>The clip is stored and proved. End state.</summary>
    Succeeded,

    /// <summary>Ended without a delivered clip. End state; a clip that exists can still be redelivered.</summary>
    Failed,

    /// <summary>Stopped on purpose. End state.</summary>
    Cancelled,

    /// <summary>Never submitted. End state.</summary>
    NotAttempted,

    /// <summary>Followed to the end of patience; the provider's address is kept. End state.</summary>
    Expired,
}
