using VideoGen.Jobs;

namespace VideoGen.Telemetry;

/// <summary>The jobs of one provider in one state that is no end.</summary>
/// <param name="Provider">Wire name.</param>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestAt">When the oldest was planned, UTC.</param>
/// <param name="ReservedUsd">US dollars that they weigh against caps.</param>
public sealed record OpenJobs(string Provider, JobState State, int Count, DateTimeOffset OldestAt, decimal ReservedUsd);
