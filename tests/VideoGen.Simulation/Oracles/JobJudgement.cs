using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Simulation.Oracles;

/// <summary>What must be true of the ledger's rows by themselves once everything has come to rest, in whatever world they were written.</summary>
/// <param name="report">Hears of a broken promise: which, and how.</param>
public sealed class JobJudgement(Action<string, string> report)
{
    /// <summary>One end state, with what belongs to it.</summary>
    public void JudgeEnd(Job job)
    {
        if (!job.IsTerminal)
        {
            report(Promise.End, $"{job.Id} is still {job.State}.");
        }

        if (job.State is JobState.Succeeded != (job.Clip is not null) || (job.Failure is null) != (job.State is JobState.Succeeded))
        {
            report(Promise.End, $"{job.Id} is {job.State} with {(job.Clip is null ? "no clip" : "a clip")} and {(job.Failure is null ? "no failure" : "a failure")}.");
        }
    }

    /// <summary>No gap, every state reached from the one before, the last one the job's own, and every delivery that was thanked for in it.</summary>
    public void JudgeHistory(Job job, IReadOnlyList<JobEvent> history, int thanked)
    {
        if (!history.Select(e => e.Sequence).SequenceEqual(Enumerable.Range(1, history.Count).Select(i => (long)i)))
        {
            report(Promise.History, $"The history of {job.Id} has gaps.");
        }

        JobState? at = null;
        foreach (JobEvent move in history.Where(e => e.To is not null))
        {
            if (move.From != at)
            {
                report(Promise.History, $"The history of {job.Id} goes from {at} on as {move.From} -> {move.To}.");
            }

            at = move.To;
        }

        if (at != job.State)
        {
            report(Promise.History, $"The history of {job.Id} ends with {at}, the job with {job.State}.");
        }

        int heard = history.Count(e => e.Source is EventSource.Webhook && e.Kind is "webhook");
        if (heard < thanked)
        {
            report(Promise.Deliveries, $"{job.Id} has {heard} deliveries in its history, and {thanked} were thanked for.");
        }
    }

    /// <summary>A key is one request.</summary>
    public void JudgeKeys(IEnumerable<RequestRecord> requests)
    {
        foreach (IGrouping<string?, RequestRecord> same in requests.Where(r => r.RequestKey is not null).GroupBy(r => r.RequestKey, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            report(Promise.Once, $"The key {same.Key} has {same.Count()} requests.");
        }
    }

    /// <summary>A clip has its place for itself.</summary>
    public void JudgePlaces(IEnumerable<Job> jobs)
    {
        foreach (IGrouping<string, Job> same in jobs.Where(j => j.Clip is not null).GroupBy(j => j.Clip!.Path, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            report(Promise.Clips, $"{string.Join(" and ", same.Select(j => j.Id))} are both at {same.Key}.");
        }
    }

    /// <summary>Nothing is set aside or billed for what the provider never had, unless that is not known.</summary>
    public void JudgeMoneyOfNothing(Job job)
    {
        if ((job.ReservedUsd, job.BilledUsd ?? 0) != (0, 0) && job.Failure?.Error is not FailureError.SubmissionUnknown)
        {
            report(Promise.Money, $"{job.Id} was never ordered and has {job.ReservedUsd} reserved, {job.BilledUsd} billed.");
        }
    }

    /// <summary>A failure is settled as the provider's result says, and only what it does not say stays set aside.</summary>
    public void JudgeSettled(Job job, Billed billed, decimal price)
    {
        (decimal, decimal?) due = billed switch
        {
            Billed.No => (0, 0),
            Billed.Yes => (0, price),
            _ => (price, null),
        };
        if ((job.ReservedUsd, job.BilledUsd) != due)
        {
            report(Promise.Money, $"{job.Id} failed, billed: {billed}, and has {job.ReservedUsd} reserved, {job.BilledUsd} billed.");
        }
    }

    /// <summary>A clip costs what the provider billed, and nothing stays set aside.</summary>
    public void JudgeBill(Job job, decimal bill)
    {
        if ((job.ReservedUsd, job.BilledUsd) != (0, bill))
        {
            report(Promise.Money, $"{job.Id} costs {bill} and has {job.ReservedUsd} reserved, {job.BilledUsd} billed.");
        }
    }
}
