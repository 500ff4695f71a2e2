using VideoGen.Contract;
using VideoGen.Fal;
using VideoGen.FalSimulation.Truth;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Paid;

public sealed class LostSubmitTests
{
    [Theory]
    [InlineData("submit-lost-after")]
    [InlineData("submit-partial")]
    [InlineData("submit-html")]
    [InlineData("submit-5xx-after")]
    public async Task An_answer_lost_after_the_job_exists_is_resolved_by_its_webhook(string behaviour)
    {
        await using PaidPath path = await PaidPath.StartAsync(behaviour);
        SynthesisAnswer answer = await path.OrderAsync();
        answer.VideoSegments.ShouldHaveSingleItem().ProviderMetadata.ProviderRequestId.ShouldBe(path.Truth.Jobs.ShouldHaveSingleItem().RequestId);
        path.Count(TruthKind.SubmitArrived).ShouldBe(1);
        path.Count(TruthKind.HistoryRead).ShouldBe(0);
    }

    [Theory]
    [InlineData("submit-lost-after", FalFrameTransfer.Upload)]
    [InlineData("submit-5xx-after", FalFrameTransfer.Upload)]
    [InlineData("submit-lost-after", FalFrameTransfer.DataUri)]
    public async Task Without_a_webhook_the_request_history_resolves_it(string behaviour, FalFrameTransfer transfer)
    {
        await using PaidPath path = await PaidPath.StartAsync($"{behaviour},webhook-missing,instant", fal: f => f with { FrameTransfer = transfer }, manual: true);
        var watch = new ProgressWatch();
        Task<SynthesisAnswer> call = path.OrderAsync(watch: watch);
        await watch.UntilAsync(JobState.SubmissionUnknown);
        (await path.PassAsync(TimeSpan.FromSeconds(10))).VideoSegments.ShouldHaveSingleItem();
        await call;
        path.Count(TruthKind.SubmitArrived).ShouldBe(1);
        path.Count(TruthKind.HistoryRead).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_answer_lost_before_the_job_exists_is_unknown_and_never_sent_again()
    {
        await using PaidPath path = await PaidPath.StartAsync("submit-lost");
        SynthesisAnswer answer = await path.OrderAsync(new Order { Wait = 0 });
        await PaidPath.UntilAsync(async () => (await path.JobAsync(answer.RequestId)).State is JobState.SubmissionUnknown);
        answer = await path.GetAsync(answer.RequestId, wait: 0);
        FailedSegment failed = answer.FailedSegments.ShouldHaveSingleItem();
        failed.Error.ShouldBe(FailureError.SubmissionUnknown);
        failed.Billed.ShouldBe(Billed.Unknown);
        failed.NextStep.ShouldContain(answer.RequestId);
        await path.RestartAsync();
        (await path.GetAsync(answer.RequestId, wait: 0)).FailedSegments.ShouldHaveSingleItem().Error.ShouldBe(FailureError.SubmissionUnknown);
        path.Count(TruthKind.SubmitArrived).ShouldBe(1);
        path.Truth.JobsCreated.ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_stops_while_the_answer_is_late_ends_in_time_and_delivers_after_its_next_start()
    {
        await using PaidPath path = await PaidPath.StartAsync("submit-hangs,webhook-late=1,instant");
        string requestId = (await path.OrderAsync(new Order { Wait = 0 })).RequestId;
        await PaidPath.UntilAsync(() => Task.FromResult(path.Count(TruthKind.SubmitArrived) > 0));
        await path.RestartAsync();
        path.Count(TruthKind.SubmitArrived).ShouldBe(1);

        // It did not wait for the submit: whoever does notes what became of it, and only the next process finds the intent alone.
        JobEvent[] history = [.. await path.HistoryAsync(requestId)];
        history.Select(e => e.To).Take(2).ShouldBe([JobState.Planned, JobState.Submitting]);
        history.Where(e => e.To is JobState.SubmissionUnknown).ShouldAllBe(e => e.Message == "The process ended before the answer to the submit was written.");
    }
}
