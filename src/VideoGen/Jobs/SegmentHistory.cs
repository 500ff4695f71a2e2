using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>What happened to a segment so far.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="PlannedAt">When it was planned, UTC.</param>
/// <param name="Now">When this was read, UTC.</param>
/// <param name="Lines">Its history, oldest first.</param>
public sealed record SegmentHistory(JobState State, DateTimeOffset PlannedAt, DateTimeOffset Now, ImmutableArray<JobEvent> Lines);
