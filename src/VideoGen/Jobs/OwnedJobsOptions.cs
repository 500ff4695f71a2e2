namespace VideoGen.Jobs;

/// <summary>How a node of a cluster looks after what it owns.</summary>
/// <param name="Lease">For how long a node counts as alive, for programs that know no cluster, after it said so.</param>
/// <param name="SweepEvery">How often it looks for jobs of its own that are not scheduled.</param>
/// <param name="LooksPerSecond">Due jobs a second that all nodes together begin with.</param>
public sealed record OwnedJobsOptions(TimeSpan Lease, TimeSpan SweepEvery, int LooksPerSecond);
