namespace VideoGen.Jobs;

/// <summary>An unfinished job and when its next step is due.</summary>
public readonly record struct PendingTick(string JobId, DateTimeOffset At);
