using System.Security.Cryptography;
using System.Text.Json;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Simulation.Agents;
using VideoGen.Simulation.Outside;

namespace VideoGen.Simulation.Oracles;

/// <summary>Looks at everything once the world has come to rest.</summary>
internal sealed class FinalJudgement(Stage stage, Oracle oracle, ILedger ledger)
{
    // Who is told that an order waits, and stops it at once, may believe that it had not begun.
    private static readonly TimeSpan OneRoundTrip = TimeSpan.FromSeconds(2);

    public void Judge()
    {
        foreach (Job seen in oracle.Jobs.Values)
        {
            Job job = Read(ledger.FindJobAsync(seen.Id, default))!;
            JobEvent[] history = [.. Read(ledger.ListEventsAsync(seen.Id, default))];
            JudgeEnd(job);
            JudgeHistory(job, history);
            JudgeRecord(job, history);
            JudgeMoneyAndClip(job, stage.Provider.Orders.Find(o => o.JobId == job.Id));
        }

        foreach (IGrouping<string?, RequestRecord> same in oracle.Requests.Where(r => r.RequestKey is not null).GroupBy(r => r.RequestKey, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            oracle.Break(Promise.Once, $"The key {same.Key} has {same.Count()} requests.");
        }

        foreach (IGrouping<string, Job> same in oracle.Jobs.Values.Where(j => j.Clip is not null).GroupBy(j => j.Clip!.Path, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            oracle.Break(Promise.Clips, $"{string.Join(" and ", same.Select(j => j.Id))} are both at {same.Key}.");
        }
    }

    private void JudgeEnd(Job job)
    {
        if (!job.IsTerminal)
        {
            oracle.Break(Promise.End, $"{job.Id} is still {job.State}.");
        }

        if (job.State is JobState.Succeeded != (job.Clip is not null) || (job.Failure is null) != (job.State is JobState.Succeeded))
        {
            oracle.Break(Promise.End, $"{job.Id} is {job.State} with {(job.Clip is null ? "no clip" : "a clip")} and {(job.Failure is null ? "no failure" : "a failure")}.");
        }
    }

    private void JudgeHistory(Job job, JobEvent[] history)
    {
        if (!history.Select(e => e.Sequence).SequenceEqual(Enumerable.Range(1, history.Length).Select(i => (long)i)))
        {
            oracle.Break(Promise.History, $"The history of {job.Id} has gaps.");
        }

        JobState? at = null;
        foreach (JobEvent move in history.Where(e => e.To is not null))
        {
            if (move.From != at)
            {
                oracle.Break(Promise.History, $"The history of {job.Id} goes from {at} on as {move.From} -> {move.To}.");
            }

            at = move.To;
        }

        if (at != job.State)
        {
            oracle.Break(Promise.History, $"The history of {job.Id} ends with {at}, the job with {job.State}.");
        }

        int heard = history.Count(e => e.Source is EventSource.Webhook && e.Kind is "webhook");
        int thanked = oracle.Deliveries.Count(d => d.JobId == job.Id);
        if (heard < thanked)
        {
            oracle.Break(Promise.Deliveries, $"{job.Id} has {heard} deliveries in its history, and {thanked} were thanked for.");
        }
    }

    private void JudgeRecord(Job job, JobEvent[] history)
    {
        JobDocument? there = stage.Records.Jobs.GetValueOrDefault(job.Id);
        JobDocument expected = JobDocument.Of(job, [.. history]);
        if (there is null || JobText(there) != JobText(expected))
        {
            oracle.Break(Promise.Records, $"{job.Id} is {job.State} with {history.Length} events, its document {there?.Status} with {there?.WebhookEvents.Length}.");
        }

        if (job.Clip is { } clip && stage.Records.Segments.GetValueOrDefault(job.Id)?.Sha256 != clip.Sha256)
        {
            oracle.Break(Promise.Records, $"{job.Id} is delivered, and its segment is not in the records.");
        }
    }

    private static string JobText(JobDocument job) => JsonSerializer.Serialize(job with { Revision = null }, RecordJson.Default.JobDocument);

    private void JudgeMoneyAndClip(Job job, ProviderOrder? order)
    {
        TimeSpan now = stage.World.Since;
        if (order is null)
        {
            if ((job.ReservedUsd, job.BilledUsd ?? 0) != (0, 0) && job.Failure?.Error is not FailureError.SubmissionUnknown)
            {
                oracle.Break(Promise.Money, $"{job.Id} was never ordered and has {job.ReservedUsd} reserved, {job.BilledUsd} billed.");
            }

            return;
        }

        bool knowsClip = oracle.Deliveries.Any(d => d.JobId == job.Id && d.Body.Contains("\"clip\"", StringComparison.Ordinal));
        bool isExcused = order.WasDenied || order.End is OrderEnd.FailureThenClip || job.State is JobState.Expired;
        if (order.HasClip(now) && (knowsClip || !isExcused))
        {
            JudgeClip(job, order);
            decimal bill = job.Price.OfBilled(order.BilledUnits ?? job.Price.BilledSeconds(order.Seconds));
            if ((job.ReservedUsd, job.BilledUsd) != (0, bill))
            {
                oracle.Break(Promise.Money, $"{job.Id} costs {bill} and has {job.ReservedUsd} reserved, {job.BilledUsd} billed.");
            }
        }
        else if (job.ProviderJob is null && !order.WasDenied && job is not { State: JobState.Expired, Failure.Error: FailureError.SubmissionUnknown, ReservedUsd: > 0 })
        {
            oracle.Break(Promise.Clips, $"{job.Id} has lost its order {order.Id}.");
        }
        else if (job is { State: JobState.Cancelled, BilledUsd: 0 } && order.HasStarted(now) && order.StoppedAt - order.SaidToWaitAt > OneRoundTrip)
        {
            oracle.Break(Promise.Money, $"{job.Id} was stopped at work, which may have been billed, and counts as free.");
        }
    }

    private void JudgeClip(Job job, ProviderOrder order)
    {
        if (job.ProviderClip?.Address != order.Address)
        {
            oracle.Break(Promise.Clips, $"{job.Id} ({job.State}) has lost the clip at {order.Address}.");
        }
        else if (job.Clip is { } clip)
        {
            string place = Path.Combine(stage.Home, "media", clip.Path);
            string? sha256 = File.Exists(place) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(place))) : null;
            if (!clip.Stored || sha256 != clip.Sha256 || !order.Served.Contains(clip.Sha256))
            {
                oracle.Break(Promise.Clips, $"{job.Id} says that {clip.Path} is its clip, and it is {(sha256 is null ? "not there" : "another film")}.");
            }
        }
        else if (!order.IsSpoilt && order.KeptFor is null && stage.Weather.ClipBad == 0)
        {
            oracle.Break(Promise.Clips, $"{job.Id} was never fetched: {job.Failure?.Message}");
        }
    }

    private static T Read<T>(ValueTask<T> answer) => answer.IsCompleted ? answer.GetAwaiter().GetResult() : answer.AsTask().GetAwaiter().GetResult();
}
