namespace VideoGen.Jobs;

/// <summary>An unfinished job and when its next step is due.</summary>
/// <param name="JobId">The job.</param>
/// <param name="At">When it can be taken without a signal.</param>
/// <param name="Follower">The process that looks at it until then (<see cref="ILedger.FollowAsync"/>); null when none does, or when it was signalled.</param>
public readonly record struct PendingTick(string JobId, DateTimeOffset At, string? Follower = null);
