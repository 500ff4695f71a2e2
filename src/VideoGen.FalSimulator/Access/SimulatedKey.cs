namespace VideoGen.FalSimulation.Access;

/// <summary>A key the simulator accepts.</summary>
/// <param name="Value">The key as clients send it after <c>Key </c>.</param>
public sealed record SimulatedKey(string Value)
{
    /// <summary>Whether models may be called with it. Default yes.</summary>
    public bool CallsModels { get; init; } = true;

    /// <summary>Whether usage and billing may be read with it. Default yes.</summary>
    public bool Administers { get; init; } = true;

    /// <summary>Whether the account's balance is exhausted: calls answer 403. Default no.</summary>
    public bool Locked { get; init; }
}
