using VideoGen.Auditing;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing.Providers;

namespace VideoGen.Tests.Auditing;

/// <summary>A bundle is played again to the same end, whatever became of its request.</summary>
public sealed class AuditReplayTests : AuditStageTest
{
    [Fact]
    public async Task A_delivered_request_is_replayed_to_the_same_plan_states_costs_and_clips()
    {
        Job[] jobs = await SubmittedAsync(2);
        Provider.Say(jobs[0].Id, new JobStatus.Running(0.5) { Response = """{"status":"IN_PROGRESS"}""" }, new JobStatus.Succeeded(ScriptedProvider.ClipOf(jobs[0].Id)));
        Provider.Finish(jobs[1].Id);
        await Agent.AdvanceAsync(Seconds(30));
        (await StateAsync(jobs[0])).ShouldBe(JobState.Succeeded);

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));

        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldBeEmpty();
        (report.Replayed, report.Clips).ShouldBe((2, 2));
        report.Files.ShouldBeGreaterThan(12);
    }

    [Fact]
    public async Task A_failure_that_stops_the_rest_is_replayed()
    {
        Job[] jobs = await SubmittedAsync(3);
        Provider.Say(jobs[0].Id, Failed("Broken."));
        await Agent.AdvanceAsync(Seconds(60));

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));

        report.Problems.ShouldBeEmpty();
        report.Replayed.ShouldBe(3);
    }

    [Fact]
    public async Task A_cancelled_request_is_replayed()
    {
        Job[] jobs = await SubmittedAsync();
        Provider.OnCancel = _ => CancelResult.Removed;
        Time.Advance(Seconds(1));
        await Agent.Ledger.RequestCancelAsync(jobs[0].RequestId, Time.GetUtcNow(), CancellationToken.None);
        await Agent.StepAsync(jobs[0].Id);
        (await StateAsync(jobs[0])).ShouldBe(JobState.Cancelled);

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));

        report.Problems.ShouldBeEmpty();
        report.Replayed.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_submit_that_was_found_is_replayed()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The answer was lost.");
        Job[] jobs = await SubmittedAsync();
        await Agent.AdvanceAsync(Seconds(15));
        Provider.Finish(jobs[0].Id);
        await Agent.AdvanceAsync(Seconds(60));
        (await StateAsync(jobs[0])).ShouldBe(JobState.Succeeded);

        (await VerifyAsync(await BundleAsync(jobs[0].RequestId))).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Hashes_alone_are_replayed_up_to_the_clip()
    {
        Job job = await DeliveredAsync();

        AuditReport report = await VerifyAsync(await BundleAsync(job.RequestId, withClips: false));

        report.Problems.ShouldBeEmpty();
        report.Clips.ShouldBe(0);
        report.Notices.ShouldHaveSingleItem().ShouldContain("only its hash");
    }
}
