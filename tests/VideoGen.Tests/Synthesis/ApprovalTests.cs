using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>A plan is ordered by its hash alone.</summary>
public sealed class ApprovalTests : StageTest
{
    private static readonly string[] Forbidden = ["video_settings", "project_context"];

    [Fact]
    public async Task The_hash_alone_orders_what_was_planned()
    {
        PlanAnswer plan = await PlanAsync();

        SynthesisAnswer answer = Given(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 }));

        answer.PlanHash.ShouldBe(plan.PlanHash);
        answer.FailedSegments.Length.ShouldBe(2);
        RequestRecord record = (await Agent.Ledger.FindRequestAsync(answer.RequestId, default)).ShouldNotBeNull();
        (record.ProjectId, record.RequestKey).ShouldBe(("atlas", plan.RequestKey));
    }

    [Fact]
    public async Task Two_who_approve_one_plan_place_one_order_however_they_send_it()
    {
        PlanAnswer plan = await PlanAsync();
        PlanAnswer same = await PlanAsync();
        same.RequestKey.ShouldBe(plan.RequestKey);
        JsonObject whole = SampleOrders.Storyboard(2);
        whole["plan_hash"] = plan.PlanHash;
        whole["request_key"] = plan.RequestKey;

        Answer<SynthesisAnswer>[] answers = await Task.WhenAll(
            OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["request_key"] = plan.RequestKey, ["wait_seconds"] = 0 }),
            OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 }),
            OrderAsync(whole)).WaitAsync(Limit);

        answers.Select(a => Given(a).RequestId).Distinct().ShouldHaveSingleItem();
        answers.Count(a => Given(a).Replayed is true).ShouldBe(2);
    }

    [Fact]
    public async Task A_plan_that_was_ordered_says_so_when_it_is_made_again()
    {
        PlanAnswer plan = await PlanAsync();
        plan.OrderedAs.ShouldBeNull();
        SynthesisAnswer answer = Given(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 }));

        PlanAnswer again = await PlanAsync();

        again.OrderedAs.ShouldBe(answer.RequestId);
        again.Warnings.ShouldContain(w => w.Code == WarningCodes.PlanOrdered);
    }

    [Fact]
    public async Task After_a_day_the_hash_orders_nothing_and_the_key_still_finds_its_order()
    {
        PlanAnswer plan = await PlanAsync();
        Stage.Time.Advance(TimeSpan.FromHours(25));
        Code(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash })).ShouldBe(ProblemCodes.PlanUnknown);

        plan = await PlanAsync();
        SynthesisAnswer ordered = Given(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 }));
        Stage.Time.Advance(TimeSpan.FromHours(25));

        SynthesisAnswer answer = Given(await Agent.Segments.SynthesizeAsync(
            SampleOrders.Call(new() { ["plan_hash"] = plan.PlanHash, ["request_key"] = plan.RequestKey }) with { Wait = TimeSpan.Zero }, null, default));

        (answer.RequestId, answer.Replayed).ShouldBe((ordered.RequestId, true));
    }

    [Fact]
    public async Task Another_callers_plan_is_not_there()
    {
        PlanAnswer plan = await PlanAsync();

        Code(await Agent.Segments.SynthesizeAsync(SampleOrders.Call(new() { ["plan_hash"] = plan.PlanHash }) with { Caller = "token:bob" }, null, default))
            .ShouldBe(ProblemCodes.PlanUnknown);
    }

    [Fact]
    public async Task One_hash_of_two_projects_needs_the_key_of_the_one_that_is_meant()
    {
        PlanAnswer atlas = await PlanAsync();
        PlanAnswer other = await PlanAsync(r => r["project_context"]!["project_id"] = "other");
        other.PlanHash.ShouldBe(atlas.PlanHash);

        Code(await OrderAsync(new() { ["plan_hash"] = atlas.PlanHash })).ShouldBe(ProblemCodes.PlanAmbiguous);
        string id = Given(await OrderAsync(new() { ["plan_hash"] = atlas.PlanHash, ["request_key"] = other.RequestKey, ["wait_seconds"] = 0 })).RequestId;

        (await Agent.Ledger.FindRequestAsync(id, default))!.ProjectId.ShouldBe("other");
    }

    [Fact]
    public async Task An_approval_changes_nothing_of_the_plan()
    {
        PlanAnswer plan = await PlanAsync();
        foreach (string member in Forbidden)
        {
            Code(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash, [member] = new JsonObject() })).ShouldBe(ProblemCodes.PlanChanged);
        }

        (await Agent.Ledger.ListRequestsAsync(9, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_that_would_be_another_one_now_is_refused()
    {
        PlanAnswer plan = await PlanAsync();
        ProviderConfig config = MemoryCatalog.Config();
        Stage.Catalog.Publish(config with { ModelPresets = [.. config.ModelPresets.Select(m => m with { Price = new PresetPrice { UsdPerSecond = 1 } })] });

        Code(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash })).ShouldBe(ProblemCodes.PlanChanged);
    }

    [Fact]
    public async Task A_plan_that_cannot_be_kept_is_a_plan_all_the_same()
    {
        var broken = new VideoSegments(Agent.Services with { Plans = new FullStore() }, Agent.Schedule);

        PlanAnswer plan = (await broken.PlanAsync(SampleOrders.Call(SampleOrders.Storyboard()), default)).ShouldBeOfType<Answer<PlanAnswer>.Given>().Value;

        plan.Warnings.ShouldContain(w => w.Code == WarningCodes.PlanNotKept && w.Message.Contains("no room", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_pending_says_how_far_it_is()
    {
        Job job = (await SubmittedAsync()).Single();
        Provider.Say(job.Id, new JobStatus.Queued(4));
        await Agent.AdvanceAsync(Seconds(20));

        FailedSegment queued = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.Single();
        Provider.Say(job.Id, new JobStatus.Running(0.4));
        await Agent.AdvanceAsync(Seconds(20));
        FailedSegment rendering = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.Single();

        (queued.Stage, queued.QueuePosition, queued.Percent, queued.ElapsedSeconds).ShouldBe((SegmentStage.Queued, 4, null, 20));
        (rendering.Stage, rendering.QueuePosition, rendering.Percent, rendering.ElapsedSeconds).ShouldBe((SegmentStage.Rendering, null, 40, 40));
    }

    private async Task<PlanAnswer> PlanAsync(Action<JsonObject>? change = null)
    {
        JsonObject request = SampleOrders.Storyboard(2);
        change?.Invoke(request);
        return (await Agent.Segments.PlanAsync(SampleOrders.Call(request), default)).ShouldBeOfType<Answer<PlanAnswer>.Given>().Value;
    }

    private Task<Answer<SynthesisAnswer>> OrderAsync(JsonObject request) => Agent.Segments.SynthesizeAsync(SampleOrders.Call(request), null, default).AsTask();

    private static SynthesisAnswer Given(Answer<SynthesisAnswer> answer) => answer.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;

    private static string Code(Answer<SynthesisAnswer> answer) => answer.ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Code;

    private sealed class FullStore : IPlanStore
    {
        public ValueTask KeepAsync(KeptPlan plan, CancellationToken cancellationToken) =>
            throw new LedgerException(new Problem(ProblemCodes.LedgerFull, "", "There is no room.", "Make some."));

        public ValueTask<System.Collections.Immutable.ImmutableArray<KeptPlan>> FindAsync(string? caller, string planHash, DateTimeOffset now, CancellationToken cancellationToken) => new([]);
    }
}
