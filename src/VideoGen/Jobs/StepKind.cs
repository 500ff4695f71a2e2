namespace VideoGen.Jobs;

/// <summary>What the next step of a job does. Each kind has places of its own, so that none waits for the slowness of another.</summary>
public enum StepKind
{
    /// <summary>Sends the pictures and submits; seconds, minutes with a blocking endpoint.</summary>
    Submit,

    /// <summary>Hears a webhook, or reads the provider's status; short.</summary>
    Follow,

    /// <summary>Fetches the clip, proves and stores it; as long as the clip takes.</summary>
    Deliver,
}
