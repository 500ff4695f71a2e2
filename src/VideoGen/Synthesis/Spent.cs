using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>Whether money went into a job, as far as its row tells. Pure.</summary>
internal static class Spent
{
    public static Billed Of(Job job) => job switch
    {
        { State: JobState.Planned } or { BilledUsd: 0 } or { IsFree: true } => Billed.No,
        { BilledUsd: not null } => Billed.Yes,
        _ => Billed.Unknown,
    };
}
