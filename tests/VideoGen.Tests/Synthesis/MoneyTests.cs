using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class MoneyTests : StageTest
{
    [Fact]
    public async Task What_is_ordered_is_reserved_until_it_is_billed()
    {
        Job[] jobs = await SubmittedAsync(2);
        (await CostAsync(jobs[0])).ShouldBe((0.6m, 0.6m, 0));

        Provider.Finish(jobs[0].Id);
        await Agent.AdvanceAsync(Seconds(10));

        (await CostAsync(jobs[0])).ShouldBe((0.6m, 0.3m, 0.3m));
    }

    [Theory]
    [InlineData(2.5, 0.15, 0.375)]
    [InlineData(2, 0.15, 0.3)]
    [InlineData(0, 0.15, 0)]
    [InlineData(-1, 0.15, 0.3)] // nonsense: what was ordered counts
    [InlineData(1e12, 0.15, 0.3)]
    [InlineData(2.5, null, 0.3)] // units of an unknown price only say that something was billed
    [InlineData(0, null, 0)]
    public async Task What_the_provider_says_it_billed_counts(double units, double? unitUsd, double usd)
    {
        PublishUnit((decimal?)unitUsd);
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id) with { BilledUnits = (decimal)units }));
        await Agent.AdvanceAsync(Seconds(10));

        (await Agent.AnswerAsync(job.RequestId)).VideoSegments.ShouldHaveSingleItem().CostUsd.ShouldBe((decimal)usd);
    }

    [Theory]
    [InlineData(Billed.No, 0, 0)]
    [InlineData(Billed.Yes, 0, 0.3)]
    [InlineData(Billed.Unknown, 0.3, 0)]
    public async Task A_failure_costs_what_the_provider_says(Billed billed, double reserved, double spent)
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, Failed("Refused.", billed));
        await Agent.AdvanceAsync(Seconds(10));

        (await CostAsync(job)).ShouldBe((0.3m, (decimal)reserved, (decimal)spent));
    }

    [Theory]
    [InlineData(4.0, 0.6)]
    [InlineData(2.0, 0.3)]
    [InlineData(null, 0.3)]
    public async Task A_failure_that_was_billed_costs_its_units(double? units, double usd)
    {
        PublishUnit(0.15m);
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, "Refused.", Billed.Yes) { BilledUnits = (decimal?)units }));
        await Agent.AdvanceAsync(Seconds(10));

        (await CostAsync(job)).ShouldBe((0.3m, 0, (decimal)usd));
    }

    [Theory]
    [InlineData(1.0, 0.59, true)] // $0.15 were billed, and $0.30 planned
    [InlineData(1.0, 0.6, false)]
    [InlineData(3.0, 0.74, true)] // $0.45 were billed
    [InlineData(3.0, 0.75, false)]
    [InlineData(0.0, 0.3, false)]
    public async Task A_cap_counts_the_larger_of_plan_and_bill(double units, double cap, bool refused)
    {
        PublishUnit(0.15m, (decimal)Math.Max(cap, 0.6));
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id) with { BilledUnits = (decimal)units }));
        await Agent.AdvanceAsync(Seconds(10));
        PublishUnit(0.15m, (decimal)cap);

        Answer<SynthesisAnswer> answer = await Agent.Segments.SynthesizeAsync(SampleOrders.Call(SampleOrders.Storyboard()), null, CancellationToken.None);

        (answer is Answer<SynthesisAnswer>.Refused).ShouldBe(refused);
    }

    [Fact]
    public async Task A_cap_counts_what_is_reserved_and_what_is_spent()
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { ProjectCapUsd = 0.6m });
        Job job = await FinishedAsync();
        await SubmittedAsync();
        var third = SampleOrders.Storyboard();
        third["another_take"] = true;

        Answer<SynthesisAnswer> refused = await Agent.Segments.SynthesizeAsync(SampleOrders.Call(third), null, CancellationToken.None);

        refused.ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.CapReached);
    }

    [Theory]
    [InlineData(true, null, "Raise project_cap_usd of the provider config '{0}', or choose a cheaper model. The cap holds all that the project ever reserved or spent: waiting does not help.")]
    [InlineData(true, "fal.project_cap_usd", "Raise fal.project_cap_usd, or choose a cheaper model. The cap holds all that the project ever reserved or spent: waiting does not help.")]
    [InlineData(false, null, "Wait for the next day (UTC), raise day_cap_usd of the provider config '{0}', or choose a cheaper model.")]
    [InlineData(false, "fal.day_cap_usd", "Wait for the next day (UTC), raise fal.day_cap_usd, or choose a cheaper model.")]
    public async Task Who_reaches_a_cap_is_told_where_it_is_set_and_whether_waiting_helps(bool isOfProject, string? setting, string remedy)
    {
        ProviderConfig config = MemoryCatalog.Config();
        Stage.Catalog.Publish(isOfProject
            ? config with { ProjectCapUsd = 0.5m, ProjectCapSetting = setting }
            : config with { DayCapUsd = 0.5m, DayCapSetting = setting });

        Answer<SynthesisAnswer> refused = await Agent.Segments.SynthesizeAsync(
            SampleOrders.Call(SampleOrders.Storyboard()) with { ToComeUsd = 0.3m }, null, CancellationToken.None);

        Problem problem = refused.ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem();
        problem.Message.ShouldStartWith("The plan costs $0.30, what is ordered after it $0.30; $0.00 of the ");
        problem.Remedy.ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, remedy, config.Id));
        (await Agent.Ledger.ListRequestsAsync(1, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_ordered_later_of_another_provider_takes_no_room_under_the_caps_of_this_one()
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { DayCapUsd = 0.5m });
        SynthesisCall call = SampleOrders.Call(SampleOrders.Storyboard()) with { ToComeUsd = 0.3m };

        (await Agent.Segments.SynthesizeAsync(call with { ToComeByProviderUsd = ImmutableDictionary<string, decimal>.Empty.Add(MemoryCatalog.Config().Provider, 0.3m) }, null, CancellationToken.None))
            .ShouldBeOfType<Answer<SynthesisAnswer>.Refused>();
        (await Agent.Segments.SynthesizeAsync(call with { ToComeByProviderUsd = ImmutableDictionary<string, decimal>.Empty.Add("another", 0.3m) }, null, CancellationToken.None))
            .ShouldBeOfType<Answer<SynthesisAnswer>.Given>();
    }

    [Fact]
    public async Task A_plan_refuses_a_still_that_an_order_would_refuse_when_it_is_to_look()
    {
        JsonObject request = SampleOrders.Storyboard();
        request["generated_frames"]![0]!["image_base64"] = Convert.ToBase64String("no picture"u8);

        (await Agent.Segments.PlanAsync(SampleOrders.Call(request), CancellationToken.None)).ShouldBeOfType<Answer<PlanAnswer>.Given>();
        (await Agent.Segments.PlanAsync(SampleOrders.Call(request) with { ChecksStills = true }, CancellationToken.None))
            .ShouldBeOfType<Answer<PlanAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Pointer.ShouldStartWith("/generated_frames/0");
        (await Agent.Segments.PlanAsync(SampleOrders.Call(SampleOrders.Storyboard()) with { ChecksStills = true }, CancellationToken.None)).ShouldBeOfType<Answer<PlanAnswer>.Given>();
    }

    [Fact]
    public async Task What_was_cancelled_for_nothing_leaves_room_under_the_cap()
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { ProjectCapUsd = 0.3m });
        Provider.OnCancel = _ => CancelResult.Removed;
        Job job = (await SubmittedAsync())[0];
        await Agent.Ledger.RequestCancelAsync(job.RequestId, Time.GetUtcNow(), CancellationToken.None);
        await Agent.StepAsync(job.Id);

        (await SubmittedAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Another_plan_than_the_approved_one_is_refused_and_nothing_is_written()
    {
        JsonObject request = SampleOrders.Storyboard();
        request["plan_hash"] = "another";

        Answer<SynthesisAnswer> refused = await Agent.Segments.SynthesizeAsync(SampleOrders.Call(request), null, CancellationToken.None);

        refused.ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem().ShouldBe(new Problem(
            ProblemCodes.PlanChanged,
            "/plan_hash",
            "Something else than the approved plan would be submitted: the request, a template or a preset changed since.",
            "Plan again, approve the new plan, and send its plan_hash."));
        (await Agent.Ledger.ListRequestsAsync(1, CancellationToken.None)).ShouldBeEmpty();
    }

    private void PublishUnit(decimal? usd, decimal? projectCap = null)
    {
        ProviderConfig config = MemoryCatalog.Config();
        Stage.Catalog.Publish(config with
        {
            ProjectCapUsd = projectCap,
            ModelPresets = [.. config.ModelPresets.Select(p => p with { Price = p.Price with { Unit = new BillingUnit { Name = "second with audio", Usd = usd, Source = "test" } } })],
        });
    }

    private async Task<(decimal Estimated, decimal Reserved, decimal Billed)> CostAsync(Job job)
    {
        CostReport cost = (await Agent.AnswerAsync(job.RequestId)).Cost;
        return (cost.EstimatedUsd, cost.ReservedUsd, cost.BilledUsd);
    }
}
