using VideoGen.Crash.Judgements;
using VideoGen.Crash.Runs;
using VideoGen.FalSimulation.Truth;
using VideoGen.Jobs;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Simulation.Oracles;

namespace VideoGen.Cluster.Tests.Storm;

/// <summary>
/// Holds three accounts against each other when all is over: what the provider was asked and billed, what the ledger says, and what the CMS holds; by
/// the rules that hold for killed agents.
/// </summary>
internal sealed class StormJudgement
{
    private readonly StormNodes _cluster;
    private readonly List<Violation> _violations = [];
    private readonly JobJudgement _rows;

    private StormJudgement(StormNodes cluster) => (_cluster, _rows) = (cluster, new JobJudgement(Report));

    /// <summary>Every promise that is broken; empty when none is. What was judged while a webhook came in once more is judged again.</summary>
    /// <param name="cluster">The cluster, at rest.</param>
    /// <param name="accepted">Requests by their keys, as callers were answered.</param>
    public static async Task<IReadOnlyList<Violation>> OfAsync(StormNodes cluster, IReadOnlyDictionary<string, string> accepted)
    {
        while (true)
        {
            var judgement = new StormJudgement(cluster);
            int before = await CrashJudgement.LinesAsync(cluster.Ledger);
            await judgement.JudgeAsync(accepted);
            if (await CrashJudgement.LinesAsync(cluster.Ledger) == before)
            {
                return judgement._violations;
            }
        }
    }

    private async Task JudgeAsync(IReadOnlyDictionary<string, string> accepted)
    {
        TruthJob[] orders = [.. _cluster.Fal.Truth.Jobs];
        Job[] jobs = [.. await _cluster.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None)];
        RequestRecord[] requests = [.. await _cluster.Ledger.ListRequestsAsync(int.MaxValue, CancellationToken.None)];
        using CmsAdmin admin = await _cluster.Cms.SignInAsync();
        RecordJudgement records = await RecordJudgement.ReadAsync(admin, Report);
        using var clips = new ClipJudgement(_cluster.Cms.Address, Report);

        JudgeOrders(orders, jobs);
        ILookup<string, TruthJob> byJob = orders.ToLookup(JobOf, StringComparer.Ordinal);
        foreach (Job job in jobs)
        {
            IReadOnlyList<JobEvent> history = await _cluster.Ledger.ListEventsAsync(job.Id, CancellationToken.None);
            TruthJob? order = byJob[job.Id].FirstOrDefault();
            bool mayStay = order is null && CrashRun.MayStay(job);
            if (!mayStay)
            {
                _rows.JudgeEnd(job);
            }

            _rows.JudgeHistory(job, history, order is { WebhooksAccepted: > 0 } ? 1 : 0);
            records.Judge(job, history);
            if (!mayStay)
            {
                await JudgeMoneyAndClipAsync(job, order, clips);
            }
        }

        _rows.JudgeKeys(requests);
        _rows.JudgePlaces(jobs);
        JudgeCallers(accepted, requests);
        (decimal?, decimal) settled = (jobs.Sum(j => j.BilledUsd ?? 0), records.BilledUsd);
        if (settled != (_cluster.Fal.Truth.BilledUsd, _cluster.Fal.Truth.BilledUsd))
        {
            Report(Promise.Money, $"The provider billed {_cluster.Fal.Truth.BilledUsd}; ledger and records say {settled}.");
        }
    }

    /// <summary>The job of the ledger that an order is for, which its webhook address tells; empty where it has none.</summary>
    public static string JobOf(TruthJob order) => order.WebhookUrl is { } address ? address[(address.LastIndexOf('/') + 1)..].Split('.')[0] : "";

    private void JudgeOrders(TruthJob[] orders, Job[] jobs)
    {
        foreach (IGrouping<string, TruthJob> same in orders.GroupBy(JobOf, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Report(Promise.Once, $"{same.Key} was ordered {same.Count()} times: {string.Join(", ", same.Select(o => o.RequestId))}.");
        }

        foreach (TruthJob order in orders.ExceptBy(jobs.Select(j => j.Id), JobOf, StringComparer.Ordinal))
        {
            Report(Promise.Clips, $"The ledger knows nothing of the order {order.RequestId}.");
        }
    }

    private async Task JudgeMoneyAndClipAsync(Job job, TruthJob? order, ClipJudgement clips)
    {
        if (order is null)
        {
            _rows.JudgeMoneyOfNothing(job);
        }
        else if (job.ProviderJob?.RequestId != order.RequestId || order.ClipUrl is null)
        {
            Report(Promise.Clips, $"{job.Id} ({job.State}) has lost its order {order.RequestId}, which is {order.State}.");
        }
        else
        {
            _rows.JudgeBill(job, order.BilledUsd);
            await clips.JudgeAsync(job, new Uri(_cluster.Fal.Addresses.Root, new Uri(order.ClipUrl).AbsolutePath));
        }
    }

    private void JudgeCallers(IReadOnlyDictionary<string, string> accepted, RequestRecord[] requests)
    {
        // The ledger has a caller's key with the caller's name before it.
        Dictionary<string, string> keys = requests.ToDictionary(r => r.Id, r => r.RequestKey ?? "", StringComparer.Ordinal);
        foreach ((string key, string id) in accepted.Where(a => !keys.GetValueOrDefault(a.Value, "").EndsWith(a.Key, StringComparison.Ordinal)))
        {
            Report(Promise.Answers, $"{key} was answered with {id}, which the ledger does not have for it.");
        }
    }

    private void Report(string promise, string what) => _violations.Add(new Violation(promise, what));
}
