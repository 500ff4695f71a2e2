namespace VideoGen.Jobs;

/// <summary>
/// Port to the engine that moves jobs: a tick of job X at time T. Idempotent by job id: a later call replaces an earlier one when
/// it asks for an earlier time. Losing a call loses nothing, since the ledger can rebuild every tick. Thread-safe.
/// </summary>
public interface IJobSchedule
{
    /// <summary>Jobs that wait for a tick or take one.</summary>
    int Count { get; }

    /// <summary>Asks for a tick of a job at a time; a time in the past means now.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="at">When.</param>
    /// <param name="kind">What the step will do; a guess that is wrong only costs a look.</param>
    void TickAt(string jobId, DateTimeOffset at, StepKind kind = StepKind.Follow);
}
