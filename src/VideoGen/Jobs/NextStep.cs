using System.Runtime.InteropServices;

namespace VideoGen.Jobs;

/// <summary>The step that a job takes next.</summary>
/// <param name="At">When it is due.</param>
/// <param name="Kind">What it does.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NextStep(DateTimeOffset At, StepKind Kind)
{
    /// <summary>The next step of a job as the ledger has it; null in an end state.</summary>
    public static NextStep? Of(Job? job) => job is { NextTickAt: { } at } ? new NextStep(at, KindOf(job)) : null;

    /// <summary>What a job in this state does next.</summary>
    public static StepKind KindOf(Job job) => job.State switch
    {
        JobState.Planned => StepKind.Submit,
        JobState.Downloading => StepKind.Deliver,
        _ => StepKind.Follow,
    };
}
