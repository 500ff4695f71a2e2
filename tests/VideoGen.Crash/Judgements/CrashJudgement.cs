using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VideoGen.Crash.Runs;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Providers;
using VideoGen.Simulation.Oracles;
using VideoGen.Testing.Delivery;

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
            int before = await LinesAsync(world);
            await judgement.JudgeAsync();
            if (await LinesAsync(world) == before)
            {
                return judgement._violations;
            }
        }
    }

    // Lines of history in the ledger, once the CMS was sent them all.
    private static async Task<int> LinesAsync(CrashWorld world)
    {
        var outbox = new LedgerOutbox(world.Ledger);
        while ((await outbox.ReadBacklogAsync(CancellationToken.None)).Waiting > 0)
        {
            await Task.Delay(Look, TimeProvider.System);
        }

        int lines = 0;
        foreach (Job job in await world.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None))
        {
            lines += (await world.Ledger.ListEventsAsync(job.Id, CancellationToken.None)).Length;
        }

        return lines;
    }

    private async Task JudgeAsync()
    {
        ProviderTruth[] orders = await _world.TruthAsync();
        ImmutableArray<Job> jobs = await _world.Ledger.ListNewestJobsAsync(int.MaxValue, CancellationToken.None);
        using CmsAdmin admin = await _world.Cms.SignInAsync();
        Dictionary<string, JsonObject[]> documents = ByJob(await admin.ListAsync("videoGenJobs"));
        Dictionary<string, JsonObject[]> segments = ByJob(await admin.ListAsync("videoSegments"));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("users", $"API-Key {CmsServer.Key}");

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
            JudgeRecord(job, history, documents.GetValueOrDefault(job.Id, []), segments.GetValueOrDefault(job.Id, []));
            await JudgeMoneyAndClipAsync(job, order, history, http);
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

    private async Task JudgeMoneyAndClipAsync(Job job, ProviderTruth? order, ImmutableArray<JobEvent> history, HttpClient http)
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

        if (!order.HasClip)
        {
            return;
        }

        _rows.JudgeBill(job, order.BilledUsd);
        if (job.ProviderClip is null)
        {
            Report(Promise.Clips, $"{job.Id} ({job.State}) has lost the clip at {order.ClipUrl}.");
        }
        else if (job.Clip is not { } clip)
        {
            Report(Promise.Clips, $"{job.Id} was never fetched: {job.Failure?.Message}");
        }
        else if (await HashAsync(http, order.Site.ClipAt(order.ClipUrl!), HashOf) != await HashAsync(http, new Uri(_world.Cms.Address, $"media/{clip.Path}"), MarkedClip.OriginalHash))
        {
            Report(Promise.Clips, $"{job.Id} has another film than the provider made.");
        }
        else if (!clip.Stored || await HashAsync(http, new Uri(_world.Cms.Address, $"media/{clip.Path}"), HashOf) != clip.Sha256)
        {
            Report(Promise.Clips, $"{job.Id} says that {clip.Path} is its clip, and the CMS does not hold it.");
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

    private void JudgeRecord(Job job, ImmutableArray<JobEvent> history, JsonObject[] documents, JsonObject[] segments)
    {
        if (documents is not [var document])
        {
            Report(Promise.Records, $"{job.Id} has {documents.Length} documents.");
            return;
        }

        JsonArray events = document["webhook_events"]?.AsArray() ?? [];
        (string?, int, decimal?, string?) there = ((string?)document["status"], events.Count, (decimal?)document["billed_usd"], (string?)document["provider_request_id"]);
        (string?, int, decimal?, string?) here = (StateOf(job), history.Length, job.BilledUsd, job.ProviderJob?.RequestId);
        if (there != here || !events.Select(e => (string?)e!["message"]).SequenceEqual(history.Select(e => e.Message), StringComparer.Ordinal))
        {
            Report(Promise.Records, $"{job.Id} is {here}, and its document {there}.");
        }

        string?[] clips = [.. segments.Select(s => (string?)s["sha256"])];
        if (!clips.SequenceEqual(job.Clip is { } clip ? [clip.Sha256] : [], StringComparer.Ordinal))
        {
            Report(Promise.Records, $"{job.Id} is {job.State}, and has {clips.Length} segments in the records.");
        }
    }

    private static string StateOf(Job job) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(job.State.ToString());

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task<string?> HashAsync(HttpClient http, Uri address, Func<ReadOnlySpan<byte>, string> hash)
    {
        using HttpResponseMessage answer = await http.GetAsync(address);
        return answer.IsSuccessStatusCode ? hash(await answer.Content.ReadAsByteArrayAsync()) : null;
    }

    private static Dictionary<string, JsonObject[]> ByJob(JsonObject[] documents) =>
        documents.GroupBy(d => (string)d["job_id"]!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    private void Report(string promise, string what) => _violations.Add(new Violation(promise, what));
}
