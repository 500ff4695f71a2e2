using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Payload.Records;
using VideoGen.Records;

namespace VideoGen.Payload.Bench;

/// <summary>
/// How fast a CMS that was away is caught up with: the outbox against plain REST, which finds each document by its key and then writes it,
/// one call after the other. The documents are the same: a job with its history and a segment for each job.
/// </summary>
internal static class CatchUpBench
{
    private const int Jobs = 25;
    private const int Changes = 6;
    private const int Rounds = 9;
    private const double Target = 1.5;

    public static async Task RunAsync(CmsProcess cms, string folder)
    {
        List<double> outbox = [], plain = [], changes = [];
        for (int round = 0; round <= Rounds; round++)
        {
            double[] rates =
            [
                await OutboxAsync(cms.Options, folder, $"outbox{round}"),
                await PlainAsync(cms.Options, folder, $"plain{round}", everyChange: false),
                await PlainAsync(cms.Options, folder, $"changes{round}", everyChange: true),
            ];
            if (round > 0) // the first warms up
            {
                outbox.Add(rates[0]);
                plain.Add(rates[1]);
                changes.Add(rates[2]);
            }
        }

        Console.WriteLine($"\n### {Jobs} jobs caught up with, a job and a segment document each\n\n| | documents brought up to date per second | ratio |\n|---|---|---|");
        Console.WriteLine($"| outbox, 4 jobs at once | {Shown(outbox)} | |");
        Console.WriteLine($"| plain REST, the last state of each | {Shown(plain)} | {Shown(Ratios(outbox, plain))} ({(Median(Ratios(outbox, plain)) >= Target ? "met" : "MISSED")}: {Target}) |");
        Console.WriteLine($"| plain REST, each of the {Changes} changes | {Shown(changes)} | {Shown(Ratios(outbox, changes))} |");
    }

    private static async Task<double> OutboxAsync(PayloadOptions options, string folder, string name)
    {
        await using SqliteLedger ledger = await StockedLedger.MakeAsync(Path.Combine(folder, $"{name}.db"), name, Jobs);
        using var client = new PayloadClient(options, TimeProvider.System);
        var box = new LedgerOutbox(ledger);
        await using var sender = new RecordSender(box, new PayloadRecordStore(client), name, TimeProvider.System, NullLogger.Instance);
        long begun = Stopwatch.GetTimestamp();
        sender.Start();
        await sender.FlushAsync(CancellationToken.None);
        TimeSpan taken = Stopwatch.GetElapsedTime(begun);
        return (await box.ReadBacklogAsync(CancellationToken.None)).Waiting == 0 ? 2 * Jobs / taken.TotalSeconds : throw new InvalidOperationException("Something was not delivered.");
    }

    private static async Task<double> PlainAsync(PayloadOptions options, string folder, string name, bool everyChange)
    {
        await using SqliteLedger ledger = await StockedLedger.MakeAsync(Path.Combine(folder, $"{name}.db"), name, Jobs);
        using var client = new PayloadClient(options with { MaxParallel = 1 }, TimeProvider.System);
        var states = new List<(Job Job, ImmutableArray<JobEvent> Events)>();
        foreach (Job job in await ledger.ListNewestJobsAsync(Jobs, CancellationToken.None))
        {
            ImmutableArray<JobEvent> events = await ledger.ListEventsAsync(job.Id, CancellationToken.None);
            for (int known = everyChange ? 1 : events.Length; known <= events.Length; known++)
            {
                states.Add((known == events.Length ? job : job with { State = events[known - 1].To!.Value, Clip = null, CompletedAt = null }, events[..known]));
            }
        }

        long begun = Stopwatch.GetTimestamp();
        foreach ((Job job, ImmutableArray<JobEvent> events) in states)
        {
            JsonObject document = JsonSerializer.SerializeToNode(JobDocument.Of(job, events) with { Revision = events.Length }, RecordJson.Default.JobDocument)!.AsObject();
            PayloadId id = await UpsertAsync(client, RecordCollections.Jobs, job.Id, document);
            if (SegmentDocument.Of(job) is { } segment)
            {
                JsonObject linked = JsonSerializer.SerializeToNode(segment with { Revision = events.Length }, RecordJson.Default.SegmentDocument)!.AsObject();
                linked["generated_by"] = id.ToJson();
                await UpsertAsync(client, RecordCollections.Segments, job.Id, linked);
            }
        }

        return 2 * Jobs / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<PayloadId> UpsertAsync(PayloadClient client, string collection, string jobId, JsonObject document)
    {
        document.Remove("id");
        PayloadDocument? stored = await client.FindByKeyAsync(collection, "job_id", jobId, ["job_id"], CancellationToken.None);
        return stored is null
            ? (await client.CreateAsync(collection, document, CancellationToken.None)).Id
            : (await client.UpdateAsync(collection, stored.Id, document, CancellationToken.None)).Id;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // Round by round: what else the machine does meanwhile concerns both.
    private static List<double> Ratios(List<double> ours, List<double> theirs) => [.. ours.Zip(theirs, (our, their) => our / their)];

    private static string Shown(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{Median(values):0.0} ({values.Min():0.0} – {values.Max():0.0})");
}
