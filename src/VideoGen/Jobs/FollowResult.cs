namespace VideoGen.Jobs;

/// <summary>Whether a process may look at a job at the provider without a claim.</summary>
public abstract record FollowResult
{
    private FollowResult() { }

    /// <summary>It may: no other process looks at this job while this one lives and looks at any.</summary>
    /// <param name="Job">The job, with what a look must know of its environment; there are no deliveries.</param>
    public sealed record Followed(ClaimedJob Job) : FollowResult;

    /// <summary>Not now: the job is not due, or another process looks at it.</summary>
    /// <param name="At">When to ask again.</param>
    public sealed record Later(DateTimeOffset At) : FollowResult
    {
        /// <summary>True when the job belongs to another node, which schedules it.</summary>
        public bool IsElsewhere { get; init; }
    }

    /// <summary>There is more to do than to look: a claim is needed.</summary>
    public sealed record NeedsClaim : FollowResult;
}
