using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class InFlightTests : StageTest
{
    [Fact]
    public async Task A_request_beyond_the_limit_is_refused_at_no_cost_plans_go_on_and_an_end_makes_room()
    {
        var jobs = new List<Job>();
        while (jobs.Count < AgentStage.MaxInFlight)
        {
            jobs.AddRange(await SubmittedAsync(3));
        }

        SynthesisCall call = SampleOrders.Call(SampleOrders.Storyboard());
        Problem problem = (await Agent.Segments.SynthesizeAsync(call, null, CancellationToken.None))
            .ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(ProblemCodes.TooManyJobs);
        JsonObject unread = SampleOrders.Storyboard();
        unread["generated_frames"]![0]!["image_base64"] = "bm8gcGljdHVyZQ=="; // who is refused anyway has no picture read
        (await Agent.Segments.SynthesizeAsync(SampleOrders.Call(unread), null, CancellationToken.None))
            .ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.TooManyJobs);
        unread["wait_seconds"] = 91;
        (await Agent.Segments.SynthesizeAsync(SampleOrders.Call(unread), null, CancellationToken.None))
            .ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.Select(p => p.Code).ShouldBe([ProblemCodes.TooManyJobs, "out_of_range"]);
        problem.Message.ShouldContain($"{AgentStage.MaxInFlight} segments");
        (await Agent.Segments.PlanAsync(call, CancellationToken.None)).ShouldBeOfType<Answer<PlanAnswer>.Given>();
        (await Agent.Ledger.ListRequestsAsync(100, CancellationToken.None)).Length.ShouldBe(AgentStage.MaxInFlight / 3);

        Provider.Finish(jobs[0].Id);
        await Agent.AdvanceAsync(Seconds(10));
        (await SubmittedAsync())[0].State.ShouldBe(JobState.Queued);
    }
}
