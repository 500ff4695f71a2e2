using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class HaltingTests : StageTest
{
    [Fact]
    public async Task A_failed_segment_cancels_what_is_queued_and_leaves_what_runs()
    {
        Job[] jobs = await SubmittedAsync(3);
        Provider.Say(jobs[0].Id, Failed("Refused."));
        Provider.Say(jobs[1].Id, new JobStatus.Running(null));
        Provider.OnCancel = _ => CancelResult.Removed;

        await Agent.AdvanceAsync(Seconds(10));

        SynthesisAnswer answer = await Agent.AnswerAsync(jobs[0].RequestId);
        answer.FailedSegments.Select(s => s.Error).ShouldBe([FailureError.ProviderError, FailureError.ProviderPending, FailureError.Cancelled]);
        answer.Frames.Select(f => f.Status).ShouldBe([FrameStatus.Failed, FrameStatus.Pending, FrameStatus.Cancelled]);
        Provider.Count("cancel", jobs[1].Id).ShouldBe(0);
        Provider.Finish(jobs[1].Id);
        await Agent.AdvanceAsync(Seconds(10));
        (await Agent.AnswerAsync(jobs[0].RequestId)).VideoSegments.ShouldHaveSingleItem().SegmentId.ShouldBe("SEGMENT_2");
    }

    [Fact]
    public async Task Nothing_further_is_submitted_after_a_failure()
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { MaxParallel = 1 });
        Job[] jobs = await SubmittedAsync(3);
        Provider.Say(jobs[0].Id, Failed("Refused."));

        await Agent.AdvanceAsync(Seconds(10));

        SynthesisAnswer answer = await Agent.AnswerAsync(jobs[0].RequestId);
        answer.FailedSegments.Select(s => s.Error).ShouldBe([FailureError.ProviderError, FailureError.NotAttempted, FailureError.NotAttempted]);
        answer.Frames.Select(f => f.Status).ShouldBe([FrameStatus.Failed, FrameStatus.NotAttempted, FrameStatus.NotAttempted]);
        Provider.Calls.Count(c => c.Verb == "submit").ShouldBe(1);
    }

    [Fact]
    public async Task A_segment_that_is_given_up_keeps_the_next_from_being_submitted_days_later()
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { MaxParallel = 1 });
        Job[] jobs = await SubmittedAsync(2);

        Time.Advance(TimeSpan.FromHours(49)); // nobody looked in between
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));

        (await StateAsync(jobs[0])).ShouldBe(JobState.Expired);
        (await StateAsync(jobs[1])).ShouldBe(JobState.NotAttempted);
    }

    [Fact]
    public async Task A_halting_call_answers_when_what_was_stopped_has_ended()
    {
        (Task<Answer<SynthesisAnswer>> call, Job[] jobs) = await CallAsync("halt");
        Provider.Say(jobs[0].Id, Failed("Refused."));
        Provider.Say(jobs[1].Id, new JobStatus.Running(null));
        Provider.OnCancel = _ => CancelResult.Removed;

        await Agent.AdvanceAsync(Seconds(10));

        SynthesisAnswer answer = (await call.WaitAsync(Limit)).ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;
        answer.FailedSegments.Select(s => s.Error).ShouldBe([FailureError.ProviderError, FailureError.ProviderPending, FailureError.Cancelled]);
    }

    [Fact]
    public async Task A_halting_call_waits_a_moment_for_a_cancel_that_is_only_promised()
    {
        (Task<Answer<SynthesisAnswer>> call, Job[] jobs) = await CallAsync("halt");
        await Agent.AdvanceAsync(Seconds(29)); // longer than the moment, so that it can only count from the halt
        Provider.Say(jobs[0].Id, Failed("Refused."));

        await Agent.AdvanceAsync(Seconds(2));
        call.IsCompleted.ShouldBeFalse();
        await UntilAnsweredAsync(call, Seconds(12));

        (await call.WaitAsync(Limit)).ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value.FailedSegments
            .Select(s => s.Error).ShouldBe([FailureError.ProviderError, FailureError.ProviderPending, FailureError.ProviderPending]);
    }

    [Fact]
    public async Task A_settling_call_waits_for_what_runs()
    {
        (Task<Answer<SynthesisAnswer>> call, Job[] jobs) = await CallAsync("settle");
        Provider.Say(jobs[0].Id, Failed("Refused."));
        Provider.Say(jobs[1].Id, new JobStatus.Running(null));
        Provider.OnCancel = _ => CancelResult.Removed;
        await Agent.AdvanceAsync(Seconds(30));
        call.IsCompleted.ShouldBeFalse();

        Provider.Finish(jobs[1].Id);
        await Agent.AdvanceAsync(Seconds(10));

        SynthesisAnswer answer = (await call.WaitAsync(Limit)).ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;
        answer.VideoSegments.ShouldHaveSingleItem().SegmentId.ShouldBe("SEGMENT_2");
        answer.FailedSegments.Select(s => s.Error).ShouldBe([FailureError.ProviderError, FailureError.Cancelled]);
    }

    private async Task<(Task<Answer<SynthesisAnswer>> Call, Job[] Jobs)> CallAsync(string rule)
    {
        JsonObject request = SampleOrders.Storyboard(3, wait: 90);
        request["video_settings"] = new JsonObject { ["on_failure"] = rule };
        Task asked = Agent.Schedule.WhenAskedAsync();
        Task<Answer<SynthesisAnswer>> call = Agent.Segments.SynthesizeAsync(SampleOrders.Call(request), null, CancellationToken.None).AsTask();
        await Time.WhenSetAsync(1).WaitAsync(Limit);
        asked.IsCompleted.ShouldBeTrue();
        await Agent.RunAsync();
        string id = (await Agent.Ledger.ListRequestsAsync(1, CancellationToken.None))[0].Id;
        return (call, [.. await Agent.Ledger.ListJobsAsync(id, CancellationToken.None)]);
    }

    private async Task UntilAnsweredAsync(Task call, TimeSpan within)
    {
        for (TimeSpan gone = TimeSpan.Zero; !call.IsCompleted && gone < within; gone += Seconds(0.5))
        {
            await Task.WhenAny(Time.WhenSetAsync(1), call).WaitAsync(Limit);
            await Agent.AdvanceAsync(Seconds(0.5));
        }
    }
}
