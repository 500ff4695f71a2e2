using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Reports;
using VideoGen.Testing;

namespace VideoGen.Tests.Reports;

public sealed class ReportTests
{
    private static readonly JobState[] Unfinished = [.. Enum.GetValues<JobState>().Except([JobState.Succeeded, JobState.Failed, JobState.Cancelled, JobState.NotAttempted, JobState.Expired])];

    [Fact]
    public void Of_nothing_there_is_nothing_to_divide()
    {
        ReportRow all = Report.Of([], ReportBy.Model).All;

        all.ShouldBe(new ReportRow
        {
            Group = "all",
            Segments = 0,
            Succeeded = 0,
            Failed = 0,
            Cancelled = 0,
            NotAttempted = 0,
            Unknown = 0,
            Open = 0,
            WantedSeconds = 0,
            SlotSeconds = 0,
            BilledSeconds = 0,
            DeliveredSeconds = 0,
            WasteSeconds = 0,
            SpendUsd = 0,
        });
        Report.Of([], ReportBy.Model).Groups.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 2, 3)]
    [InlineData(19, 10, 19)]
    [InlineData(20, 10, 19)]
    [InlineData(21, 11, 20)]
    [InlineData(100, 50, 95)]
    public void Quantiles_are_latencies_that_were_measured(int segments, int p50, int p95)
    {
        ReportRow all = Report.Of([.. Enumerable.Range(1, segments).Reverse().Select(i => Succeeded() with { LatencySeconds = i })], null).All;

        (all.LatencyP50Seconds, all.LatencyP95Seconds).ShouldBe((p50, p95));
    }

    [Fact]
    public void Latency_is_of_stored_clips_alone()
    {
        ReportRow all = Report.Of(
            [Succeeded() with { LatencySeconds = 7 }, Figures(JobState.Failed) with { LatencySeconds = 1 }, Figures(JobState.Cancelled) with { LatencySeconds = 90 }, Figures(JobState.Running)], null).All;

        (all.LatencyP50Seconds, all.LatencyP95Seconds).ShouldBe((7, 7));
    }

    [Fact]
    public void The_rate_of_success_is_of_what_succeeded_or_failed()
    {
        ReportRow all = Report.Of(
            [
                Succeeded(), Succeeded(), Figures(JobState.Failed), Figures(JobState.Cancelled), Figures(JobState.NotAttempted), Figures(JobState.NotAttempted), Figures(JobState.Expired),
                .. Unfinished.Select(Figures),
            ],
            null).All;

        all.SuccessRate.ShouldBe(0.6667m);
        (all.Succeeded, all.Failed, all.Cancelled, all.NotAttempted, all.Unknown, all.Open).ShouldBe((2, 1, 1, 2, 1, Unfinished.Length));
        all.Segments.ShouldBe(7 + Unfinished.Length);
        Report.Of([Figures(JobState.Cancelled)], null).All.SuccessRate.ShouldBeNull();
        Report.Of([Figures(JobState.Failed)], null).All.SuccessRate.ShouldBe(0);
    }

    [Fact]
    public void Seconds_and_waste_are_of_stored_clips_and_money_is_of_everything()
    {
        ReportRow all = Report.Of(
            [
                Succeeded() with { BilledSeconds = 4, BilledUsd = 0.4m, DeliveredSeconds = 4.04m },
                Succeeded() with { WantedSeconds = 3.5m, BilledUsd = null },
                Figures(JobState.Failed) with { BilledSeconds = 8, BilledUsd = 0.125m },
                Figures(JobState.Cancelled) with { BilledUsd = 0.01m },
            ],
            null).All;

        (all.WantedSeconds, all.SlotSeconds, all.WasteSeconds, all.DeliveredSeconds, all.BilledSeconds).ShouldBe((6.5m, 8, 1.5m, 4.04m, 4));
        all.SpendUsd.ShouldBe(0.535m);
    }

    [Fact]
    public void Takes_are_clips_of_one_place_in_the_film()
    {
        ReportRow all = Report.Of(
            [
                Succeeded(), Succeeded(), Succeeded() with { ShotOrder = 3 }, Succeeded() with { EpisodeId = "e2" }, Figures(JobState.Failed), Figures(JobState.Failed) with { ShotOrder = 9 },
            ],
            null).All;

        all.TakesPerSegment.ShouldBe(1.3333m);
        Report.Of([Figures(JobState.Failed)], null).All.TakesPerSegment.ShouldBeNull();
    }

    [Theory]
    [InlineData(ReportBy.Model, "fal-ai/kling:1,fal-ai/veo:2")]
    [InlineData(ReportBy.Template, "motion v1:1,motion v2:2")]
    [InlineData(ReportBy.Day, "2026-03-01:2,2026-03-02:1")]
    [InlineData(ReportBy.Provider, "animatic:1,fal-ai:2")]
    public void Groups_stand_in_the_order_of_their_names(ReportBy by, string expected)
    {
        ImmutableArray<JobFigures> jobs =
        [
            Succeeded() with { Model = "fal-ai/veo", TemplateVersion = 2, Provider = "fal-ai", CreatedAt = new DateTimeOffset(2026, 3, 1, 23, 59, 59, TimeSpan.FromHours(-1)) },
            Succeeded() with { Model = "fal-ai/veo", TemplateVersion = 2, Provider = "animatic" },
            Figures(JobState.Failed) with { Model = "fal-ai/kling", Provider = "fal-ai", CreatedAt = new DateTimeOffset(2026, 3, 2, 0, 30, 0, TimeSpan.FromHours(2)) },
        ];

        Report report = Report.Of(jobs, by);

        string.Join(',', report.Groups.Select(g => $"{g.Group}:{g.Segments}")).ShouldBe(expected);
        report.All.ShouldBe(Report.Of(jobs, null).All);
    }

    [Fact]
    public void Every_state_of_a_job_is_counted_once() => Assert.All(Enum.GetValues<JobState>(), state =>
    {
        ReportRow all = Report.Of([Figures(state)], null).All;
        (all.Succeeded + all.Failed + all.Cancelled + all.NotAttempted + all.Unknown + all.Open).ShouldBe(1);
    });

    private static JobFigures Succeeded() => Figures(JobState.Succeeded);

    private static JobFigures Figures(JobState state) => JobFigures.Of(Samples.Job() with { State = state });
}
