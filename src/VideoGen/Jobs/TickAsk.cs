namespace VideoGen.Jobs;

/// <summary>A step that is to be taken.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Kind">What it has a place for.</param>
/// <param name="Wake">True takes it before its time.</param>
public sealed record TickAsk(string JobId, StepKind Kind, bool Wake)
{
    /// <summary>What log lines of the step are marked with; more as soon as the job was read.</summary>
    public Telemetry.JobIds Ids { get; } = new(JobId);
}
