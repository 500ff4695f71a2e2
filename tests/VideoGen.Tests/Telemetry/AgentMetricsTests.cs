using VideoGen.Catalog;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Telemetry;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Providers;
using VideoGen.Tests.Synthesis;

namespace VideoGen.Tests.Telemetry;

/// <summary>The clock is moved by hand, so that every figure is known exactly.</summary>
public sealed class AgentMetricsTests : StageTest
{
    private const string Name = $"gen_ai.provider.name={MemoryCatalog.Provider}";
    private const string Maker = $"{Name},gen_ai.request.model={MemoryCatalog.Model}";

    [Fact]
    public async Task A_segment_that_succeeds_is_counted_and_timed_from_its_submit_to_its_stored_clip()
    {
        using var seen = new MetricsListener(Agent.Services.Metrics);
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Running(null), new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id)));
        await Agent.AdvanceAsync(Seconds(30));

        Job ended = await Agent.JobAsync(job.Id);
        ended.State.ShouldBe(JobState.Succeeded);
        seen.Of("videogen.segments").ShouldBe([$"{{{Maker},outcome=succeeded}} = 1"]);
        seen.Of("videogen.segment.duration").ShouldBe([$"{{{Maker},outcome=succeeded,completed_by=poll}} = 20"]);
        seen.Of("videogen.segment.queue.duration").ShouldBe([$"{{{Maker}}} = 10"]);
        seen.Of("videogen.segment.run.duration").ShouldBe([$"{{{Maker}}} = 10"]);
        seen.Of("videogen.spend").ShouldBe([$"{{{Maker}}} = {ended.BilledUsd:0.######}"]);
        seen.Of("videogen.clip.length").ShouldBe(
        [
            $"{{{Maker},kind=wanted}} = {job.WantedSeconds:0.###}", $"{{{Maker},kind=slot}} = {job.SlotSeconds:0.###}",
            $"{{{Maker},kind=billed}} = {ended.BilledSeconds:0.###}", $"{{{Maker},kind=delivered}} = {ended.Clip!.DurationSeconds:0.###}",
        ]);
        seen.Of("videogen.plan.requests").ShouldBe(["{operation=synthesize,result=accepted} = 1"]);
        seen.Of("videogen.frames.preflight").ShouldBe(["{result=accepted} = 1"]);
        seen.Of("videogen.provider.requests").ShouldBe(
        [
            $"{{{Name},operation=prepare}} = 1", $"{{{Name},operation=submit}} = 1", $"{{{Name},operation=status}} = 1", $"{{{Name},operation=status}} = 1",
        ]);
        seen.Of("videogen.ledger.commit.duration").ShouldContain("{operation=create} = 0");
    }

    [Theory]
    [InlineData(20, "poll")]
    [InlineData(120, "sweep")]
    public async Task A_status_read_after_every_wait_is_over_counts_as_a_sweep(double after, string by)
    {
        using var seen = new MetricsListener(Agent.Services.Metrics);
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Running(null));
        await Agent.AdvanceAsync(Seconds(after));
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(120));

        seen.Of("videogen.segment.duration").ShouldHaveSingleItem().ShouldContain($"completed_by={by}");
    }

    [Fact]
    public async Task A_webhook_that_ends_a_segment_is_told_apart_from_a_poll()
    {
        using var seen = new MetricsListener(Agent.Services.Metrics);
        Job job = (await SubmittedAsync())[0];
        (await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id))).ShouldBe(ReceiveResult.Kept);
        await Agent.AdvanceAsync(Seconds(5));

        seen.Of("videogen.segment.duration").ShouldHaveSingleItem().ShouldContain("completed_by=webhook");
    }

    [Fact]
    public async Task A_failure_and_what_it_stops_are_counted_by_outcome_and_reason_and_cost_nothing()
    {
        using var seen = new MetricsListener(Agent.Services.Metrics);
        Provider.OnSubmit = _ => new SubmitResult.Refused(new ProviderFailure(FailureError.ContentRejected, "No.", Billed.No));
        await SubmittedAsync(segments: 2);

        seen.Of("videogen.segments").ShouldContain($"{{{Maker},outcome=failed,error.type=content_rejected}} = 1");
        seen.Of("videogen.spend").ShouldBeEmpty();
        seen.Of("videogen.provider.requests").ShouldContain($"{{{Name},operation=submit,error.type=content_rejected}} = 1");
    }

    [Fact]
    public async Task A_storyboard_that_is_refused_is_counted_by_its_first_problem()
    {
        using var seen = new MetricsListener(Agent.Services.Metrics);
        await Agent.Segments.PlanAsync(new("{"u8.ToArray()), CancellationToken.None);
        await Agent.Segments.SynthesizeAsync(new("[]"u8.ToArray()), null, CancellationToken.None);

        seen.Of("videogen.plan.requests").ShouldBe(["{operation=plan,result=refused,error.type=json_invalid} = 1", "{operation=synthesize,result=refused,error.type=wrong_type} = 1"]);
    }

    [Fact]
    public async Task A_bill_is_counted_once_and_what_is_added_to_it_later_too()
    {
        using var seen = new MetricsListener(Agent.Services.Metrics);
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(30));
        decimal billed = (await Agent.JobAsync(job.Id)).BilledUsd!.Value;
        await new Settlement(Agent.Services.Ledger, Time).SettleAsync(job.Id, $"{billed + 0.25m}", "an operator", null, CancellationToken.None);
        await new Settlement(Agent.Services.Ledger, Time).SettleAsync(job.Id, $"{billed}", "an operator", null, CancellationToken.None);

        seen.Of("videogen.spend").ShouldBe([$"{{{Maker}}} = {billed:0.######}", $"{{{Maker}}} = 0.25"]);
    }

    [Fact]
    public void A_ledger_that_cannot_be_read_gives_no_figures_and_spoils_no_others()
    {
        using var metrics = new AgentMetrics();
        _ = new LedgerGauges(metrics, new BrokenTotals(), null, ["scripted"], Time);
        using var seen = new MetricsListener(metrics);

        seen.Of("videogen.jobs").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cap_of_the_day_is_shown_and_stays_shown_while_the_catalog_does_not_answer()
    {
        using var metrics = new AgentMetrics();
        var catalog = new CappedCatalog();
        _ = new CapGauge(metrics, catalog, 40m, Time);
        await UntilAsync(() => Shown(metrics) is ["{gen_ai.provider.name=fal-ai} = 25"]);

        catalog.Answers = false;
        Time.Advance(Seconds(60));
        await UntilAsync(() => Shown(metrics) is ["{gen_ai.provider.name=fal-ai} = 25"] && catalog.Asked > 1);
        Shown(metrics).ShouldBe(["{gen_ai.provider.name=fal-ai} = 25"]);
        using var seen = new MetricsListener(metrics);
        seen.Of("videogen.spend.day_cap_all").ShouldBe(["{} = 40"]);
    }

    private static IReadOnlyList<string> Shown(AgentMetrics metrics)
    {
        using var seen = new MetricsListener(metrics);
        return [.. seen.Of("videogen.spend.day_cap")];
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        while (!happened())
        {
            await Task.Yield(); // what is read in the background gives no signal
        }
    }

    private sealed class CappedCatalog : ICatalog
    {
        private int _asked;

        public bool Answers { get; set; } = true;

        public int Asked => Volatile.Read(ref _asked);

        public ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            CatalogSnapshot shipped = ShippedCatalog.Read();
            return Answers
                ? new(shipped with { Providers = [.. shipped.Providers.Select(p => p.Provider == "fal-ai" ? p with { DayCapUsd = 25 } : p)] })
                : throw new IOException("The CMS is gone.");
        }
    }

    private sealed class BrokenTotals : IJobTotals
    {
        public ValueTask<JobTotals> ReadTotalsAsync(DateTimeOffset now, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");
    }
}
