using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.FalSimulation.Truth;
using VideoGen.Jobs;
using VideoGen.Server.Tests.Rig;
using VideoGen.Synthesis;

namespace VideoGen.Server.Tests.Paid;

public sealed class MoneyTests
{
    [Fact]
    public async Task The_plan_has_the_price_that_fal_bills()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        var order = new Order(3);
        PlanAnswer plan = ((Answer<PlanAnswer>.Given)await path.Agent.Segments.PlanAsync(order.Call(), CancellationToken.None)).Value;
        path.Count(TruthKind.SubmitArrived).ShouldBe(0);
        SynthesisAnswer answer = await path.OrderAsync(order with { PlanHash = plan.PlanHash });
        path.Truth.BilledUsd.ShouldBe(plan.EstimatedCostUsd);
        answer.Cost.BilledUsd.ShouldBe(plan.EstimatedCostUsd);
        Job job = await path.JobAsync(answer.RequestId);
        (job.BilledSeconds, job.BilledUsd).ShouldBe((4, path.Truth.Jobs[0].BilledUsd));
        path.Truth.Jobs[0].BilledUnits.ShouldBe(2.666667m); // of $0.15 each
    }

    [Theory]
    [InlineData("", 0.4)]
    [InlineData(",webhook-missing", 0.4)]
    [InlineData("fail=content_policy_violation", 0)]
    [InlineData("fail=content_policy_violation,webhook-missing", 0)]
    public async Task A_job_has_one_price_whoever_told_its_end(string play, double usd)
    {
        await using PaidPath path = await PaidPath.StartAsync(play.TrimStart(','));
        SynthesisAnswer answer = await path.OrderAsync();
        await PaidPath.UntilAsync(async () => !(await path.JobAsync(answer.RequestId)).BillToRead);
        Job job = await path.JobAsync(answer.RequestId);

        path.Truth.BilledUsd.ShouldBe((decimal)usd);
        (job.BilledUsd, job.ReservedUsd, job.BilledUnits).ShouldBe(((decimal)usd, 0, path.Truth.Jobs[0].BilledUnits));
    }

    [Fact]
    public async Task Another_plan_than_the_approved_one_is_refused()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        PlanAnswer plan = ((Answer<PlanAnswer>.Given)await path.Agent.Segments.PlanAsync(new Order().Call(), CancellationToken.None)).Value;
        (await RefusedAsync(path, new Order { PlanHash = plan.PlanHash, Words = "Another lamp." })).ShouldBe(ProblemCodes.PlanChanged);
    }

    [Fact]
    public async Task More_than_the_caller_allows_is_refused()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        (await RefusedAsync(path, new Order { Settings = new JsonObject { ["max_cost_usd"] = 0.1 } })).ShouldStartWith("cost");
    }

    [Fact]
    public async Task A_cap_counts_what_is_spent_and_refuses_what_would_exceed_it()
    {
        await using PaidPath path = await PaidPath.StartAsync(fal: f => f with { DayCapUsd = 0.5m });
        SynthesisAnswer first = await path.OrderAsync();
        first.Cost.BilledUsd.ShouldBe(0.4m);
        (await RefusedAsync(path, new Order { Words = "Another lamp." })).ShouldBe(ProblemCodes.CapReached);
        path.Count(TruthKind.SubmitArrived).ShouldBe(1);
    }

    private static async Task<string> RefusedAsync(PaidPath path, Order order)
    {
        int before = path.Count(TruthKind.SubmitArrived);
        var refused = (Answer<SynthesisAnswer>.Refused)await path.TryOrderAsync(order);
        path.Count(TruthKind.SubmitArrived).ShouldBe(before);
        return refused.Refusal.Problems.ShouldHaveSingleItem().Code;
    }
}
