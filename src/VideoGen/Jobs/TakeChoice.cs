namespace VideoGen.Jobs;

/// <summary>That somebody chose a take.</summary>
/// <param name="By">Who: the caller, or the name that a person gave.</param>
/// <param name="At">When, UTC.</param>
public sealed record TakeChoice(string By, DateTimeOffset At);
