using System.Security.Cryptography;
using System.Text.Json;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Simulation.Agents;
using VideoGen.Simulation.Outside;
using VideoGen.Testing.Delivery;

namespace VideoGen.Simulation.Oracles;

/// <summary>Looks at everything once the world has come to rest.</summary>
internal sealed class FinalJudgement(Stage stage, Oracle oracle, ILedger ledger)
{
    // Who is told that an order waits, and stops it at once, may believe that it had not begun.
    private static readonly TimeSpan OneRoundTrip = TimeSpan.FromSeconds(2);

    private readonly JobJudgement _rows = new(oracle.Break);

    public void Judge()
    {
        foreach (Job seen in oracle.Jobs.Values)
        {
            Job job = Read(ledger.FindJobAsync(seen.Id, default))!;
            JobEvent[] history = [.. Read(ledger.ListEventsAsync(seen.Id, default))];
            _rows.JudgeEnd(job);
            _rows.JudgeHistory(job, history, oracle.Deliveries.Count(d => d.JobId == job.Id));
            JudgeRecord(job, history);
            JudgeMoneyAndClip(job, history, stage.Provider.Orders.Find(o => o.JobId == job.Id));
        }

        oracle.JudgeChains();
        _rows.JudgeKeys(oracle.Requests);
        _rows.JudgePlaces(oracle.Jobs.Values);
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

    private void JudgeMoneyAndClip(Job job, JobEvent[] history, ProviderOrder? order)
    {
        TimeSpan now = stage.World.Since;
        if (order is null)
        {
            _rows.JudgeMoneyOfNothing(job);
            return;
        }

        bool knowsClip = oracle.Deliveries.Any(d => d.JobId == job.Id && d.Body.Contains("\"clip\"", StringComparison.Ordinal));
        bool isExcused = order.WasDenied || order.End is OrderEnd.FailureThenClip || (job.State is JobState.Expired && !WasOnlyThrottled(job, order));
        if (order.HasClip(now) && (knowsClip || !isExcused))
        {
            JudgeClip(job, order);
            bool isUnread = job.BilledUnits is null && (job.BillToRead || oracle.Unbilled.Contains(job.Id));
            _rows.JudgeBill(job, job.Price.OfUnits(isUnread ? null : order.BilledUnits, order.Seconds));
        }
        else if (order.End is OrderEnd.Failure && job is { State: JobState.Failed, ProviderJob: not null } && !order.WasDenied && !oracle.Unbilled.Contains(job.Id))
        {
            _rows.JudgeSettled(job, order.Failure.Billed, job.Price.OfUnits(order.Failure.BilledUnits, order.Seconds));
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

    // An order that is known, and that the account's own limit alone kept waiting, has its own patience. Whatever else is in the way excuses.
    private bool WasOnlyThrottled(Job job, ProviderOrder order) =>
        order.ThrottledUntil is not null && job.ProviderJob is not null && stage.Weather is { StatusUnreachable: 0, StatusGone: 0, ClockJumps: 0 };

    private void JudgeClip(Job job, ProviderOrder order)
    {
        if (job.ProviderClip?.Address.GetLeftPart(UriPartial.Path) != order.Address.AbsoluteUri)
        {
            oracle.Break(Promise.Clips, $"{job.Id} ({job.State}) has lost the clip at {order.Address}.");
        }
        else if (job.Clip is { } clip)
        {
            string place = Path.Combine(stage.Home, "media", clip.Path);
            byte[]? file = File.Exists(place) ? File.ReadAllBytes(place) : null;
            bool isOurs = file is not null && Convert.ToHexStringLower(SHA256.HashData(file)) == clip.Sha256 && order.Served.Contains(MarkedClip.OriginalHash(file));
            if (!clip.Stored || !isOurs)
            {
                oracle.Break(Promise.Clips, $"{job.Id} says that {clip.Path} is its clip, and it is {(file is null ? "not there" : "another film")}.");
            }
            else if (clip.Provenance is not { Marked: true } || MarkedClip.OriginalHash(file) != clip.Provenance.ProviderSha256 || clip.Provenance.ProviderSha256 == clip.Sha256)
            {
                oracle.Break(Promise.Clips, $"{clip.Path} of {job.Id} does not carry the one mark that its row tells of.");
            }
        }
        else if (!order.IsSpoilt && !order.IsDeleted && order.KeptFor is null && stage.Weather.ClipBad == 0)
        {
            // A clip that was finished between the reading and the deleting of a cancel is gone at the vendor, which has judged that already.
            oracle.Break(Promise.Clips, $"{job.Id} was never fetched: {job.Failure?.Message}");
        }
    }

    private static T Read<T>(ValueTask<T> answer) => answer.IsCompleted ? answer.GetAwaiter().GetResult() : answer.AsTask().GetAwaiter().GetResult();
}
