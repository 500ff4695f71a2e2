namespace VideoGen.Jobs;

/// <summary>A step that is to be taken.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Kind">What it has a place for.</param>
/// <param name="Wake">True takes it before its time.</param>
public readonly record struct TickAsk(string JobId, StepKind Kind, bool Wake);
