using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Reports;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Records;

/// <summary>The queries that <c>docs/payload.md</c> prints, run against the real CMS, give the figures of the report.</summary>
[Collection(SqliteCollection.Name)]
public sealed class ReportQueriesTests(SqliteCms cms) : IDisposable
{
    private const string Project = "reported";
    private static readonly ManualTime Time = new();

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_queries_of_the_page_give_the_figures_of_the_report()
    {
        DateTimeOffset since = Samples.Start.AddHours(1);
        ReportRow report;
        await using (var agent = new Agent(_folder["ledger.db"], Time, cms.Options))
        {
            await OrderAsync(agent, "reported-before", since.AddMinutes(-1), JobState.Succeeded);
            await OrderAsync(agent, "reported-a", since, JobState.Succeeded, JobState.Succeeded, JobState.Failed, JobState.NotAttempted, JobState.Expired);
            await OrderAsync(agent, "reported-b", since.AddMinutes(1), JobState.Succeeded, JobState.Cancelled, JobState.Submitting);
            await agent.DeliverAsync(CancellationToken.None);
            report = Report.Of(
                await ((SqliteLedger)agent.Ledger).ReadFiguresAsync(new ReportQuery { ProjectId = Project, Since = since }, CancellationToken.None), null).All;
        }

        JsonObject[] answers = await RunPageAsync(since);
        JsonObject[] jobs = Documents(answers[0]), clips = Documents(answers[1]);
        JsonObject[] succeeded = Ended(jobs, "succeeded");
        string[] ended = ["succeeded", "failed", "cancelled", "not_attempted", "expired"];
        decimal wanted = Sum(succeeded, "wanted_seconds"), slot = Sum(succeeded, "slot_seconds");
        decimal[] latencies = [.. succeeded.Select(j => (decimal)j["latency_seconds"]!).Order()];

        new ReportRow
        {
            Group = "all",
            Segments = jobs.Length,
            Succeeded = (int)answers[2]["totalDocs"]!,
            Failed = Ended(jobs, "failed").Length,
            Cancelled = Ended(jobs, "cancelled").Length,
            NotAttempted = Ended(jobs, "not_attempted").Length,
            Unknown = Ended(jobs, "expired").Length,
            Open = jobs.Count(j => !ended.Contains((string?)j["status"])),
            SuccessRate = Math.Round((decimal)succeeded.Length / (succeeded.Length + Ended(jobs, "failed").Length), 4),
            LatencyP50Seconds = latencies[(int)decimal.Ceiling(latencies.Length * 0.50m) - 1],
            LatencyP95Seconds = latencies[(int)decimal.Ceiling(latencies.Length * 0.95m) - 1],
            WantedSeconds = wanted,
            SlotSeconds = slot,
            BilledSeconds = Sum(succeeded, "billed_seconds"),
            DeliveredSeconds = Sum(succeeded, "delivered_seconds"),
            WasteSeconds = slot - wanted,
            SpendUsd = Sum(jobs, "billed_usd"),
            TakesPerSegment = Math.Round(
                (decimal)clips.Length / clips.DistinctBy(s => (s["project_id"]!.ToString(), s["episode_id"]!.ToString(), s["scene_number"]!.ToString(), s["shot_order"]!.ToString())).Count(), 4),
        }.ShouldBe(report);
        (report.Segments, report.Succeeded, report.Open, report.TakesPerSegment).ShouldBe((8, 3, 1, 1.5m));
    }

    private async Task<JsonObject[]> RunPageAsync(DateTimeOffset since)
    {
        using CmsAdmin admin = await cms.SignInAsync();
        var answers = new List<JsonObject>();
        foreach (string line in (await File.ReadAllLinesAsync(Path.Combine(GoldenFile.Repository, "docs", "payload.md"))).Where(l => l.StartsWith("GET /api/", StringComparison.Ordinal)))
        {
            answers.Add(await admin.ReadAsync(line["GET /api/".Length..].Replace("PROJECT", Project, StringComparison.Ordinal).Replace("SINCE", since.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        }

        answers.Count.ShouldBe(3);
        return [.. answers];
    }

    // Each job has other figures than the one before it.
    private static async Task OrderAsync(Agent agent, string name, DateTimeOffset at, params ImmutableArray<JobState> ends)
    {
        NewRequest given = Samples.Request(name, ends.Length, at);
        (await agent.Ledger.CreateAsync(given with { Jobs = [.. given.Jobs.Select(job => job with { ProjectId = Project })] }, CancellationToken.None)).ShouldBeOfType<CreateResult.Created>();
        foreach (Job job in await agent.Ledger.ListJobsAsync(given.Request.Id, CancellationToken.None))
        {
            Job billed = job with { SubmittedAt = Samples.Start.AddSeconds(-7.125 * (job.SegmentIndex + name.Length)), BilledUsd = 0.1m * (job.SegmentIndex + 1), BilledSeconds = job.SegmentIndex + 3, ReservedUsd = 0 };
            await agent.StepAsync(billed, ends[job.SegmentIndex], CancellationToken.None);
        }
    }

    private static JsonObject[] Documents(JsonObject answer) => [.. answer["docs"]!.AsArray().Select(d => d!.AsObject())];

    private static JsonObject[] Ended(JsonObject[] jobs, string status) => [.. jobs.Where(j => (string?)j["status"] == status)];

    private static decimal Sum(JsonObject[] jobs, string field) => jobs.Sum(j => (decimal?)j[field] ?? 0);
}
