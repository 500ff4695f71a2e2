using System.Collections.Immutable;
using VideoGen.Crash.Runs;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Providers;
using VideoGen.Simulation.Oracles;

namespace VideoGen.Crash.Judgements;

/// <summary>
/// Holds three accounts against each other: what the providers were asked and billed, what the ledger says, and what the CMS holds. The rules
/// for the ledger's rows are those of the simulation.
/// </summary>
internal sealed class CrashJudgement
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly CrashWorld _world;
    private readonly List<Violation> _violations = [];
    private readonly JobJudgement _rows;

    private CrashJudgement(CrashWorld world) => (_world, _rows) = (world, new JobJudgement(Report));

    /// <summary>
    /// Every promise that is broken; empty when none is. A webhook that the provider repeats may still come in and be noted: what was
    /// judged while something moved is judged again.
    /// </summary>
    public static async Task<IReadOnlyList<Violation>> OfAsync(CrashWorld world)
    {
        while (true)
        {
            var judgement = new CrashJudgement(world);
            int before = await LinesAsync(world.Ledger);
            await judgement.JudgeAsync();
            if (await LinesAsync(world.Ledger) == before)
            {
                return judgement._violations;
            }
        }
    }

    /// <summary>Lines of history in a ledger, once the CMS was sent them all.</summary>
    public static async Task<int> LinesAsync(SqlLedger ledger)
    {
        var outbox = new LedgerOutbox(ledger);
        while ((await outbox.ReadBacklogAsync(CancellationToken.None)).Waiting > 0)
        {
            await Task.Delay(Look, TimeProvider.System);
        }

        int lines = 0;
        foreach (Job job in await ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None))
        {
            lines += (await ledger.ListEventsAsync(job.Id, CancellationToken.None)).Length;
        }

        return lines;
    }

    private async Task JudgeAsync()
    {
        ProviderTruth[] orders = await _world.TruthAsync();
        ImmutableArray<Job> jobs = await _world.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None);
        using CmsAdmin admin = await _world.Cms.SignInAsync();
        RecordJudgement records = await RecordJudgement.ReadAsync(admin, Report);
        using var clips = new ClipJudgement(_world.Cms.Address, Report);

        JudgeOrders(orders, jobs);
        foreach (Job job in jobs)
        {
            ImmutableArray<JobEvent> history = await _world.Ledger.ListEventsAsync(job.Id, CancellationToken.None);
            ProviderTruth? order = Array.Find(orders, o => o.IsOf(job));
            if (!CrashRun.MayStay(job) || order is not null)
            {
                _rows.JudgeEnd(job);
            }

            _rows.JudgeHistory(job, history, order is { Thanked: true } ? 1 : 0);
            records.Judge(job, history);
            await JudgeMoneyAndClipAsync(job, order, history, clips);
        }

        _rows.JudgeKeys(await _world.Ledger.ListRequestsAsync(int.MaxValue, CancellationToken.None));
        _rows.JudgePlaces(jobs);
    }

    // A prompt names its intent and its frame, so it is ordered once.
    private void JudgeOrders(ProviderTruth[] orders, ImmutableArray<Job> jobs)
    {
        foreach (IGrouping<string, ProviderTruth> same in orders.GroupBy(o => o.Prompt, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Report(Promise.Once, $"The provider took {same.Count()} orders, {string.Join(", ", same.Select(o => $"{o.RequestId} of {o.JobId ?? o.Site.Provider}"))}, for one segment: {same.Key}");
        }

        foreach (IGrouping<string, Job> same in jobs.GroupBy(j => j.Prompt, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Report(Promise.Once, $"The ledger has {same.Count()} jobs for one segment: {same.Key}");
        }

        foreach (ProviderTruth order in orders.Where(o => !jobs.Any(o.IsOf)))
        {
            Report(Promise.Clips, $"The ledger knows nothing of the order {order.RequestId}.");
        }
    }

    private async Task JudgeMoneyAndClipAsync(Job job, ProviderTruth? order, ImmutableArray<JobEvent> history, ClipJudgement clips)
    {
        if (_world.Vendor(job.Provider).ForgetsLostSubmits && job.Failure?.Error is FailureError.SubmissionUnknown)
        {
            JudgeNeverToBeKnown(job, order, history);
            return;
        }

        if (order is null)
        {
            if (!CrashRun.MayStay(job))
            {
                _rows.JudgeMoneyOfNothing(job);
            }

            return;
        }

        if (job.ProviderJob?.RequestId != order.RequestId)
        {
            Report(Promise.Clips, $"{job.Id} ({job.State}) has lost its order {order.RequestId}.");
        }

        if (order.HasClip)
        {
            _rows.JudgeBill(job, order.BilledUsd);
            await clips.JudgeAsync(job, order.Site.ClipAt(order.ClipUrl!));
        }
    }

    // Whether it was made, nobody can find out: that is what it says, with the money that it may have cost still set aside. Only for a submit
    // whose answer really was lost: what was once accepted is never forgotten.
    private void JudgeNeverToBeKnown(Job job, ProviderTruth? order, ImmutableArray<JobEvent> history)
    {
        if (job is not { State: JobState.Expired, ProviderJob: null, BilledUsd: null, Failure.Billed: Billed.Unknown } || job.ReservedUsd < (order?.BilledUsd ?? 0) || job.ReservedUsd == 0)
        {
            Report(Promise.Money, $"{job.Id} can never be known, and is {job.State} with {job.ReservedUsd} reserved, {job.BilledUsd} billed for {order?.BilledUsd}.");
        }

        if (history.Any(e => e.To is JobState.Queued or JobState.Running))
        {
            Report(Promise.Clips, $"{job.Id} had been accepted by {job.Provider}, and its order {order?.RequestId} is lost.");
        }
    }

    private void Report(string promise, string what) => _violations.Add(new Violation(promise, what));
}
