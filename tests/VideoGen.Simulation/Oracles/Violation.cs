namespace VideoGen.Simulation.Oracles;

/// <summary>A promise that was broken.</summary>
/// <param name="Promise">Which; one of <see cref="Oracles.Promise"/>.</param>
/// <param name="What">How.</param>
public sealed record Violation(string Promise, string What);
