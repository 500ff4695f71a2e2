namespace VideoGen.Telemetry;

/// <summary>What reported that the provider is done with a job. Wire: snake_case.</summary>
public enum CompletedBy
{
    /// <summary>A webhook delivery.</summary>
    Webhook,

    /// <summary>A read of the status while a call may wait for it.</summary>
    Poll,

    /// <summary>A read of the status later, in the background.</summary>
    Sweep,

    /// <summary>The answer to the submit.</summary>
    Sync,
}
