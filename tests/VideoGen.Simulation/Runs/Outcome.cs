using VideoGen.Simulation.Oracles;

namespace VideoGen.Simulation.Runs;

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Violation">The promise that was broken; null when all were kept.</param>
/// <param name="Trace">What happened, line by line; empty when it was not kept.</param>
/// <param name="Steps">Pieces of code and events.</param>
/// <param name="Simulated">Time that went by in the world.</param>
public sealed record Outcome(ulong Seed, Violation? Violation, string Trace, long Steps, TimeSpan Simulated);
