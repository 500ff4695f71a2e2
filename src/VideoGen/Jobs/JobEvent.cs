namespace VideoGen.Jobs;

/// <summary>One line of a job's history (<c>webhook_events[]</c>). Written in the same commit as the change it tells of.</summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Source">Who caused it.</param>
/// <param name="Kind">What it is: <c>state</c>, <c>poll</c>, <c>webhook</c>, <c>refused</c>, <c>cancel</c>, <c>choice</c>, <c>note</c>.</param>
/// <param name="Message">One sentence for people. Never holds a secret or a prompt.</param>
public sealed record JobEvent(DateTimeOffset At, EventSource Source, string Kind, string Message)
{
    /// <summary>What came from outside and caused it, bounded and without secrets (<see cref="KeptAnswer"/>); null where nothing did.</summary>
    public string? Body { get; init; }

    /// <summary>State before, for a change of state.</summary>
    public JobState? From { get; init; }

    /// <summary>State after, for a change of state.</summary>
    public JobState? To { get; init; }

    /// <summary>Position in the job's history, from 1; 0 before the ledger assigned it.</summary>
    public long Sequence { get; init; }
}
