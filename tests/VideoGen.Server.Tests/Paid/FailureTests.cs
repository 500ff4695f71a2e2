using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Truth;
using VideoGen.Providers;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Paid;

public sealed class FailureTests
{
    [Theory]
    [InlineData("fail=content_policy_violation", FailureError.ContentRejected)]
    [InlineData("fail=image_too_small", FailureError.ProviderError)]
    [InlineData("fail-string", FailureError.ProviderError)]
    [InlineData("fail=content_policy_violation,fail-named", FailureError.ContentRejected)]
    [InlineData("request-error", FailureError.ProviderError)]
    public async Task A_job_that_ends_without_a_clip_says_why_by_webhook_and_by_poll(string behaviour, FailureError error)
    {
        foreach (string way in (string[])["", ",webhook-missing"])
        {
            await using PaidPath path = await PaidPath.StartAsync(behaviour + way);
            SynthesisAnswer answer = await path.OrderAsync();
            FailedSegment failed = answer.FailedSegments.ShouldHaveSingleItem();
            failed.Error.ShouldBe(error);
            failed.Message.ShouldNotBeNullOrWhiteSpace();
            failed.NextStep.ShouldNotBeNullOrWhiteSpace();
            path.Truth.JobsCreated.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("result-no-video")]
    [InlineData("result-null-video")]
    public async Task A_result_of_an_unknown_shape_stays_open_and_is_never_ordered_again(string behaviour)
    {
        await using PaidPath path = await PaidPath.StartAsync(behaviour);
        FailedSegment failed = (await path.OrderAsync(new Order { Wait = 5 })).FailedSegments.ShouldHaveSingleItem();
        failed.Error.ShouldBe(FailureError.ProviderPending);
        path.Truth.JobsCreated.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_picture_is_named()
    {
        await using PaidPath path = await PaidPath.StartAsync("fail=image_too_small,webhook-missing");
        FailedSegment failed = (await path.OrderAsync()).FailedSegments.ShouldHaveSingleItem();
        failed.ProviderCode.ShouldBe("image_too_small");
        failed.Message.ShouldContain("image_url");
    }

    [Theory]
    [InlineData("refuse-401", "key")]
    [InlineData("refuse-403-balance", "balance")]
    [InlineData("refuse-403-scope", "")]
    [InlineData("refuse-404", "")]
    [InlineData("refuse-429", "")]
    [InlineData("refuse-at-submit,fail", "")]
    [InlineData("submit-5xx", "")]
    public async Task A_refused_submit_costs_nothing_and_is_not_repeated(string behaviour, string said)
    {
        await using PaidPath path = await PaidPath.StartAsync(behaviour);
        SynthesisAnswer answer = await path.OrderAsync(new Order { Wait = behaviour == "submit-5xx" ? 1 : 60 });
        FailedSegment failed = answer.FailedSegments.ShouldHaveSingleItem();
        $"{failed.Message} {failed.NextStep}".ShouldContain(said, Case.Insensitive);
        if (behaviour != "submit-5xx" && !behaviour.StartsWith("refuse-at-submit", StringComparison.Ordinal))
        {
            failed.Billed.ShouldBe(Billed.No);
            answer.Cost.ReservedUsd.ShouldBe(0);
            path.Truth.JobsCreated.ShouldBe(0);
        }

        path.Count(TruthKind.SubmitArrived).ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_is_gone_ends_the_job_without_another_order()
    {
        await using PaidPath path = await PaidPath.StartAsync("result-gone,webhook-payload-null");
        SynthesisAnswer answer = await path.OrderAsync(new Order { Wait = 5 });
        answer.FailedSegments.ShouldHaveSingleItem().Billed.ShouldBe(Billed.Unknown);
        path.Truth.JobsCreated.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_halts_what_is_not_submitted_and_keeps_what_is_done()
    {
        await using PaidPath path = await PaidPath.StartAsync(fal: f => f with { MaxParallel = 1 });
        path.Fal.Play(new BehaviourScript { Rules = [new BehaviourRule { Nth = 2, Behaviours = ["fail=content_policy_violation"] }] });
        SynthesisAnswer answer = await path.OrderAsync(new Order(3));
        answer.VideoSegments.ShouldHaveSingleItem();
        answer.FailedSegments.Select(s => s.Error).ShouldBe([FailureError.ContentRejected, FailureError.NotAttempted], ignoreOrder: true);
        path.Truth.JobsCreated.ShouldBe(2);
    }

    [Fact]
    public async Task A_halt_cancels_what_waits_and_reports_what_runs_as_pending()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        path.Fal.Play(new BehaviourScript
        {
            Rules =
            [
                new BehaviourRule { Prompt = "segment 1", Behaviours = ["stuck"] },
                new BehaviourRule { Prompt = "segment 2", Behaviours = ["never-ends"] },
                new BehaviourRule { Prompt = "segment 3", Behaviours = ["queued=1", "fail=content_policy_violation"] },
            ],
        });
        SynthesisAnswer answer = await path.OrderAsync(new Order(3));
        answer.FailedSegments.Select(s => s.Error).ShouldBe([FailureError.Cancelled, FailureError.ProviderPending, FailureError.ContentRejected]);
        answer.FailedSegments.ShouldAllBe(s => s.NextStep.Length > 0);
        path.Truth.Jobs.Select(j => j.State).Order().ShouldBe(["cancelled", "failed", "running"]);
    }

    [Fact]
    public async Task Settle_waits_for_what_runs()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        path.Fal.Play(new BehaviourScript
        {
            Rules = [new BehaviourRule { Prompt = "segment 1", Behaviours = ["slow=2"] }, new BehaviourRule { Prompt = "segment 2", Behaviours = ["queued=0.5", "fail=content_policy_violation"] }],
        });
        SynthesisAnswer answer = await path.OrderAsync(new Order(2) { Settings = new JsonObject { ["on_failure"] = "settle" } });
        answer.VideoSegments.ShouldHaveSingleItem().SegmentId.ShouldBe("SEGMENT_1");
        answer.FailedSegments.ShouldHaveSingleItem().Error.ShouldBe(FailureError.ContentRejected);
    }
}
