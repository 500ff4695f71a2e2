namespace VideoGen.Records;

/// <summary>A job whose document the system of record refuses.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Reason">Field and rule, as the system of record says them.</param>
/// <param name="At">When it was refused last, UTC.</param>
/// <param name="RetryAt">When it is tried again, UTC.</param>
public sealed record RefusedRecord(string JobId, string Reason, DateTimeOffset At, DateTimeOffset RetryAt);
