using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Synthesis;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>One segment is made again: a priced plan with the earlier take as its parent.</summary>
public sealed class AgainTests : StageTest
{
    [Fact]
    public async Task Again_is_a_plan_with_a_price_and_its_hash_orders_a_further_take()
    {
        Job first = await DeliveredAsync();

        PlanAnswer plan = Given(await PlanAsync(Again(first, "new_seed")));
        (await Agent.Ledger.ListRequestsAsync(9, default)).ShouldHaveSingleItem(); // nothing was ordered
        SynthesisAnswer ordered = Given(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 }));
        Job second = await FinishAsync(ordered.RequestId);

        plan.EstimatedCostUsd.ShouldBe(0.3m);
        PlannedSegment planned = plan.Segments.ShouldHaveSingleItem();
        (planned.Prompt, planned.SceneNumber, planned.ShotOrder, planned.SlotSeconds).ShouldBe((first.Prompt, first.SceneNumber, first.ShotOrder, first.SlotSeconds));
        planned.Again.ShouldBe(new EarlierTake { Reason = AgainReason.NewSeed, RequestId = first.RequestId, SegmentId = "SEGMENT_1", JobId = first.Id, Take = 1 });
        (second.Clip!.Take, second.ProjectId, second.EpisodeId).ShouldBe((2, first.ProjectId, first.EpisodeId));
        second.Stills.ShouldHaveSingleItem().Sha256.ShouldBe(first.Stills.Single().Sha256);
        (await Agent.JobAsync(first.Id)).Version.ShouldBe(first.Version); // the earlier take stays as it is
        VideoSegment segment = (await Agent.AnswerAsync(second.RequestId)).VideoSegments.Single();
        segment.Again.ShouldBe(planned.Again);
        JobDocument record = JobDocument.Of(second, []);
        (record.AgainReason, record.ParentJob, record.PromptChange).ShouldBe(("new_seed", first.Id, null));
    }

    [Fact]
    public async Task A_double_click_orders_once_and_a_plan_after_another_take_is_another_plan()
    {
        Job first = await DeliveredAsync();
        PlanAnswer plan = Given(await PlanAsync(Again(first, "new_seed")));
        PlanAnswer same = Given(await PlanAsync(Again(first, "new_seed")));
        same.RequestKey.ShouldBe(plan.RequestKey);
        JsonObject approval = new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 };

        string once = Given(await OrderAsync(approval)).RequestId;
        Given(await OrderAsync(approval)).ShouldSatisfyAllConditions(a => a.RequestId.ShouldBe(once), a => a.Replayed.ShouldBe(true));
        await FinishAsync(once);

        PlanAnswer next = Given(await PlanAsync(Again(first, "new_seed")));
        next.RequestKey.ShouldNotBe(plan.RequestKey);
        next.OrderedAs.ShouldBeNull();
        (await OrderAsync(approval)).ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe("plan_ambiguous");
        approval["request_key"] = plan.RequestKey;
        Given(await OrderAsync(approval)).RequestId.ShouldBe(once); // the old button sends its key and finds the old order
    }

    [Fact]
    public async Task Words_are_edited_and_the_difference_is_kept()
    {
        Job first = await DeliveredAsync();
        JsonObject again = Again(first, "edited_prompt");
        again["again"]!["prompt"] = first.Prompt.Replace("lighthouse", "burning lighthouse", StringComparison.Ordinal);

        PlanAnswer plan = Given(await PlanAsync(again));
        Job second = await FinishAsync(Given(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 })).RequestId);

        second.Prompt.ShouldContain("burning lighthouse");
        second.Again!.PromptChange.ShouldNotBeNull().ShouldContain("{+burning+}");
    }

    [Fact]
    public async Task Variants_have_their_prices_within_the_caps()
    {
        Job first = await DeliveredAsync();
        JsonObject again = Again(first, "new_seed");
        again["again"]!["variants"] = 3;
        again["video_settings"] = new JsonObject { ["max_cost_usd"] = 0.5 };

        Refusal refusal = (await PlanAsync(again)).ShouldBeOfType<Answer<PlanAnswer>.Refused>().Refusal;
        again["video_settings"]!["max_cost_usd"] = 1;
        PlanAnswer plan = Given(await PlanAsync(again));

        refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.CostExceedsLimit);
        plan.Segments.Select(s => (s.SegmentId, s.EstimatedCostUsd)).ShouldBe([("SEGMENT_1", 0.3m), ("SEGMENT_2", 0.3m), ("SEGMENT_3", 0.3m)]);
        SynthesisAnswer ordered = Given(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 }));
        ordered.FailedSegments.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_failed_segment_is_tried_again_only_when_somebody_asks()
    {
        Job failed = (await SubmittedAsync()).Single();
        Provider.Say(failed.Id, Failed("The provider broke."));
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(1);

        PlanAnswer plan = Given(await PlanAsync(Again(failed, "retry")));
        Job second = await FinishAsync(Given(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 })).RequestId);

        (second.Clip!.Take, second.Again!.Take).ShouldBe((1, null));
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_its_name()
    {
        Job first = await DeliveredAsync();
        Job pending = (await SubmittedAsync()).Single();

        Code(await PlanAsync(Again(first, "edited_prompt"))).ShouldBe(ProblemCodes.MemberMissing);
        Code(await PlanAsync(Again(first, "other_model"))).ShouldBe(ProblemCodes.MemberMissing);
        Code(await PlanAsync(Again(first, "boredom"))).ShouldBe(ProblemCodes.NotAllowed);
        Code(await PlanAsync(Again(pending, "retry"))).ShouldBe(ProblemCodes.JobNotEnded);
        Code(await PlanAsync(Again(first with { RequestId = "req_none" }, "retry"))).ShouldBe(ProblemCodes.RequestUnknown);
        Code(await PlanAsync(Again(first with { SegmentId = "SEGMENT_9" }, "retry"))).ShouldBe(ProblemCodes.SegmentUnknown);
        JsonObject other = Again(first, "other_model");
        other["video_settings"] = new JsonObject { ["model"] = "nobody/knows" };
        Code(await PlanAsync(other)).ShouldBe(ProblemCodes.ModelUnknown);
    }

    [Fact]
    public async Task A_segment_of_another_caller_is_not_there()
    {
        Job first = await DeliveredAsync();
        var bob = new CallerSegments(Agent.Segments, Agent.Ledger, new Caller("token:bob", Scopes.Read | Scopes.Spend));

        Code(await bob.PlanAsync(SampleOrders.Call(Again(first, "retry")), default)).ShouldBe(ProblemCodes.RequestUnknown);
        (await bob.SynthesizeAsync(SampleOrders.Call(Again(first, "retry")), null, default)).ShouldBeOfType<Answer<SynthesisAnswer>.Refused>();
    }

    private static JsonObject Again(Job job, string reason) =>
        new() { ["again"] = new JsonObject { ["request_id"] = job.RequestId, ["segment_id"] = job.SegmentId, ["reason"] = reason } };

    private Task<Answer<PlanAnswer>> PlanAsync(JsonObject request) => Agent.Segments.PlanAsync(SampleOrders.Call(request), default).AsTask();

    private Task<Answer<SynthesisAnswer>> OrderAsync(JsonObject request) => Agent.Segments.SynthesizeAsync(SampleOrders.Call(request), null, default).AsTask();

    private async Task<Job> DeliveredAsync()
    {
        Job job = (await Agent.OrderAsync(SampleOrders.Storyboard())).Single();
        return await FinishAsync(job.RequestId);
    }

    private async Task<Job> FinishAsync(string requestId)
    {
        Job job = (await Agent.Ledger.ListJobsAsync(requestId, default)).Single();
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(30));
        return await Agent.JobAsync(job.Id);
    }

    private static PlanAnswer Given(Answer<PlanAnswer> answer) => answer.ShouldBeOfType<Answer<PlanAnswer>.Given>().Value;

    private static SynthesisAnswer Given(Answer<SynthesisAnswer> answer) => answer.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;

    private static string Code(Answer<PlanAnswer> answer) => answer.ShouldBeOfType<Answer<PlanAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Code;
}
