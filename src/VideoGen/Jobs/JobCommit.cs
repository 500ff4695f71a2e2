using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>One step of a job, to be written whole or not at all.</summary>
/// <param name="Next">The job after the step; its version is one more than the row's.</param>
/// <param name="Events">What the step did, in order.</param>
public sealed record JobCommit(Job Next, ImmutableArray<JobEvent> Events)
{
    /// <summary>Ids of the deliveries this step dealt with.</summary>
    public ImmutableArray<string> Handled { get; init; } = [];

    /// <summary>True halts the request: its planned and queued jobs become due now.</summary>
    public bool HaltRequest { get; init; }

    /// <summary>
    /// True when the job's documents are others afterwards. What they show changes together with a line of the history; a look at the
    /// provider that brought nothing new changes nothing in them.
    /// </summary>
    public bool ChangesRecord => !Events.IsEmpty;

    /// <summary>The job before, as far as money goes; null where the step changes none.</summary>
    public Job? Before { get; init; }

    /// <summary>True keeps the claim (the step goes on).</summary>
    public bool KeepClaim { get; init; }
}
