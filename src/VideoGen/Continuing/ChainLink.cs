using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Jobs;

namespace VideoGen.Continuing;

/// <summary>Whether a segment that is chained to another one may be ordered. Pure.</summary>
internal abstract record ChainLink
{
    private ChainLink() { }

    /// <summary>The segment before it is delivered: it begins with this still.</summary>
    public sealed record Ready(FrameStill First) : ChainLink;

    /// <summary>The segment before it is still being made.</summary>
    public sealed record Waiting : ChainLink;

    /// <summary>It will never be: why, as the rest of a sentence.</summary>
    public sealed record Broken(string Why) : ChainLink;

    /// <summary>The link of a job; null where it is chained to none.</summary>
    /// <param name="job">The job.</param>
    /// <param name="jobs">The jobs of its request.</param>
    public static ChainLink? Of(Job job, ImmutableArray<Job> jobs)
    {
        if (job is not { Continuity: Continuity.Chain, Continues: { } before })
        {
            return null;
        }

        return jobs.FirstOrDefault(j => j.SegmentId == before) switch
        {
            { State: JobState.Succeeded, Clip.LastFrame: { } last } => new Ready(last with { FrameId = job.Stills.IsEmpty ? last.FrameId : job.Stills[0].FrameId }),
            { State: JobState.Succeeded } => new Broken("could not be read"),
            { IsTerminal: false } => new Waiting(),
            _ => new Broken("was not delivered"),
        };
    }
}
