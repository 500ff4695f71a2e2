using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Telemetry;

/// <summary>One run, counted three ways: from the documents of the records, from <c>/metrics</c>, and by the report.</summary>
[Collection(Hostile.AloneCollection.Name)] // instruments of every server in the process are collected together
public sealed class ThreeWaysTests
{
    [Fact]
    public async Task Records_metrics_and_report_say_the_same_after_one_run()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using var http = new HttpClient { BaseAddress = path.Local };
        var before = new MetricsScrape(await http.GetStringAsync(new Uri("metrics", UriKind.Relative)));
        (await path.OrderAsync(new Order(3))).VideoSegments.Length.ShouldBe(3);
        (await path.OrderAsync(new Order(2))).VideoSegments.Length.ShouldBe(2); // second takes
        path.Fal.Play("fail");
        (await path.OrderAsync(new Order(2) { Settings = new JsonObject { ["on_failure"] = "halt" } })).FailedSegments.Length.ShouldBe(2);

        ReportRow report = JsonSerializer.Deserialize(await http.GetStringAsync(new Uri("v1/report?project_id=harbour", UriKind.Relative)), WireJson.Default.Report)!.All;
        // A commit is counted once it is written, and a scrape may be a moment old: the last end is waited for.
        MetricsScrape after = before;
        int looks = 0;
        await PaidPath.UntilAsync(async () =>
        {
            after = new MetricsScrape(await http.GetStringAsync(new Uri("metrics", UriKind.Relative)));
            return after.Sum("videogen_segments_total") - before.Sum("videogen_segments_total") >= 7 || ++looks > 200;
        });
        JsonObject[] jobs = await RecordsAsync(path, RecordCollections.Jobs);
        JsonObject[] clips = [.. (await RecordsAsync(path, RecordCollections.Segments)).Where(s => (string?)s["media_status"] == "stored")];
        JsonObject[] stored = [.. jobs.Where(j => (string?)j["status"] == "succeeded")];
        decimal Metric(string name, params string[] labels) => after.Sum(name, labels) - before.Sum(name, labels);

        report.Segments.ShouldBe(7);
        report.SuccessRate.ShouldNotBeNull().ShouldBeInRange(0.5m, 0.99m);
        foreach ((string outcome, int counted) in (ReadOnlySpan<(string, int)>)[("succeeded", report.Succeeded), ("failed", report.Failed), ("cancelled", report.Cancelled), ("not_attempted", report.NotAttempted)])
        {
            jobs.Count(j => (string?)j["status"] == outcome).ShouldBe(counted, outcome);
            Metric("videogen_segments_total", $"outcome=\"{outcome}\"").ShouldBe(counted, outcome);
        }

        foreach ((string kind, decimal seconds) in (ReadOnlySpan<(string, decimal)>)[("wanted", report.WantedSeconds), ("slot", report.SlotSeconds), ("billed", report.BilledSeconds), ("delivered", report.DeliveredSeconds)])
        {
            stored.Sum(j => (decimal?)j[$"{kind}_seconds"] ?? 0).ShouldBe(seconds, kind);
            Math.Round(Metric("videogen_clip_length_seconds_sum", $"kind=\"{kind}\""), 3).ShouldBe(seconds, kind);
        }

        report.WasteSeconds.ShouldBe(report.SlotSeconds - report.WantedSeconds);
        report.SpendUsd.ShouldBe(path.Truth.BilledUsd);
        jobs.Sum(j => (decimal?)j["billed_usd"] ?? 0).ShouldBe(report.SpendUsd);
        Math.Round(Metric("videogen_spend_total"), 6).ShouldBe(report.SpendUsd);

        decimal[] latencies = [.. stored.Select(j => (decimal)j["latency_seconds"]!).Order()];
        (report.LatencyP50Seconds, report.LatencyP95Seconds).ShouldBe((latencies[2], latencies[4])); // of five: the third, the last
        Metric("videogen_segment_duration_seconds_count", "outcome=\"succeeded\"").ShouldBe(latencies.Length);
        Math.Round(Metric("videogen_segment_duration_seconds_sum", "outcome=\"succeeded\""), 3).ShouldBe(latencies.Sum());
        foreach ((int percent, decimal? latency) in (ReadOnlySpan<(int, decimal?)>)[(50, report.LatencyP50Seconds), (95, report.LatencyP95Seconds)])
        {
            (decimal above, decimal upTo) = after.Bucket("videogen_segment_duration_seconds", percent, "outcome=\"succeeded\"");
            latency!.Value.ShouldBeInRange(above, upTo);
        }

        int places = clips.DistinctBy(s => (s["project_id"]!.ToString(), s["episode_id"]!.ToString(), (int)s["scene_number"]!, (int)s["shot_order"]!)).Count();
        Math.Round((decimal)clips.Length / places, 4).ShouldBe(report.TakesPerSegment!.Value);
    }

    private static async Task<JsonObject[]> RecordsAsync(PaidPath path, string collection) =>
        [.. (await path.Agent.Records.ReadAsync(collection, 100, null, CancellationToken.None)).Select(d => d!.AsObject())];
}
