namespace VideoGen.Jobs;

/// <summary>Who caused an event. Wire: snake_case.</summary>
public enum EventSource
{
    /// <summary>The agent's own step.</summary>
    Agent,

    /// <summary>An answer of the provider to a call of ours.</summary>
    Provider,

    /// <summary>A webhook delivery.</summary>
    Webhook,

    /// <summary>The caller of a tool.</summary>
    Caller,
}
