namespace VideoGen.Simulation.Agents;

/// <summary>What one caller wants, however often it has to say so.</summary>
internal sealed class Intent
{
    public required string Name { get; init; }

    /// <summary>Its idempotency keys, one of them a call; none where the caller has none, and a call is an order of its own once the one before has ended.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The request that each key was answered with.</summary>
    public Dictionary<string, string> RequestOfKey { get; } = new(StringComparer.Ordinal);

    /// <summary>Times the agent was asked to synthesize it.</summary>
    public int Calls { get; set; }

    /// <summary>True when a call was answered with a refusal: it may have written nothing.</summary>
    public bool WasRefused { get; set; }
}
