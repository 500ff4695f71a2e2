namespace VideoGen.Simulation.Agents;

/// <summary>The process that was called has died, or none lives: nobody knows what it did.</summary>
internal sealed class BrokenConnectionException() : Exception("The connection broke.");
