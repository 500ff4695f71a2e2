namespace VideoGen.FalSimulation.Truth;

/// <summary>One thing that really happened at the simulated provider.</summary>
/// <param name="Order">Place in the log, from 1, without gaps.</param>
/// <param name="At">Time on the simulator's clock, UTC.</param>
/// <param name="Kind">What happened: see <see cref="TruthKind"/>.</param>
/// <param name="RequestId">The request concerned; <see langword="null"/> where there is none.</param>
/// <param name="Text">Details: an address, a code, a reason.</param>
public sealed record TruthEvent(long Order, DateTimeOffset At, string Kind, string? RequestId, string Text);
