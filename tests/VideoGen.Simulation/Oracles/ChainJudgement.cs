using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Simulation.Oracles;

/// <summary>Watches over segments that begin with what the one before really delivered.</summary>
/// <param name="report">Hears of a broken promise: which, and how.</param>
internal sealed class ChainJudgement(Action<string, string> report)
{
    private readonly Dictionary<string, string> _before = new(StringComparer.Ordinal);

    /// <summary>Learns of the links of a request, as it was accepted.</summary>
    public void Created(NewRequest request)
    {
        foreach (Job job in request.Jobs.Where(j => j is { Continuity: Continuity.Chain, Continues: not null }))
        {
            _before.Add(job.Id, request.Jobs.Single(j => j.SegmentId == job.Continues).Id);
        }
    }

    /// <summary>A link is about to be sent.</summary>
    /// <param name="next">The job, as it was begun.</param>
    /// <param name="jobs">Every job, as the ledger has it.</param>
    public void Begun(Job next, IReadOnlyDictionary<string, Job> jobs)
    {
        if (!_before.TryGetValue(next.Id, out string? before))
        {
            return;
        }

        if (jobs[before] is not { State: JobState.Succeeded, Clip.LastFrame: { } last })
        {
            report(Promise.Chain, $"{next.Id} was begun while {before}, which it goes on from, is {jobs[before].State}.");
        }
        else if (next.Stills.FirstOrDefault()?.Sha256 != last.Sha256)
        {
            report(Promise.Chain, $"{next.Id} begins with another picture than the last one that {before} delivered.");
        }
    }

    /// <summary>What hangs on a link that gave no frame was left.</summary>
    public void JudgeEnd(IReadOnlyDictionary<string, Job> jobs)
    {
        foreach ((string next, string before) in _before)
        {
            if (jobs[before].Clip?.LastFrame is null && jobs[next].State is not (JobState.NotAttempted or JobState.Cancelled))
            {
                report(Promise.Chain, $"{next} is {jobs[next].State}, and {before}, which it goes on from, gave no frame.");
            }
        }
    }
}
