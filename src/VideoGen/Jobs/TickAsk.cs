using VideoGen.Telemetry;

namespace VideoGen.Jobs;

/// <summary>A step that is to be taken.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Kind">What it has a place for.</param>
/// <param name="Wake">True takes it before its time.</param>
public sealed record TickAsk(string JobId, StepKind Kind, bool Wake)
{
    /// <summary>What log lines of the step are marked with; more as soon as the job was read. No part of what is asked for.</summary>
    public JobIds Ids { get; } = new(JobId);

    /// <inheritdoc/>
    public bool Equals(TickAsk? other) => other is not null && (JobId, Kind, Wake) == (other.JobId, other.Kind, other.Wake);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(JobId, Kind, Wake);
}
