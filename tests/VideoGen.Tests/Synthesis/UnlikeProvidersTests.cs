using System.Net.Http.Headers;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;

namespace VideoGen.Tests.Synthesis;

/// <summary>What some providers lack or do otherwise: cancel, records, free places, clips without a login.</summary>
public sealed class UnlikeProvidersTests : StageTest
{
    [Fact]
    public async Task A_job_of_a_provider_without_cancel_runs_on_and_says_so()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.CanCancel = false;

        FailedSegment pending = (await CancelAsync(job)).FailedSegments.ShouldHaveSingleItem();

        pending.Error.ShouldBe(FailureError.ProviderPending);
        pending.Message.ShouldContain("scripted has no cancel");
        Provider.Count("cancel", job.Id).ShouldBe(0);
        (await NotesAsync(job, "cancel")).ShouldHaveSingleItem().ShouldContain("runs on, is billed and will be delivered");

        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(2));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        (await Agent.JobAsync(job.Id)).BilledUsd.ShouldBe(0.3m);
    }

    [Fact]
    public async Task What_the_accounts_own_limit_keeps_waiting_is_told_once_and_is_no_fault()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Throttled());
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(3));

        FailedSegment pending = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem();

        pending.Message.ShouldContain("waiting for a free place of the account");
        (await NotesAsync(job, "poll")).ShouldHaveSingleItem().ShouldContain("it starts by itself");
        (await StateAsync(job)).ShouldBe(JobState.Queued);

        Provider.Say(job.Id, new JobStatus.Running(0.5));
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));
        Job running = await Agent.JobAsync(job.Id);
        (running.State, running.ThrottledSince, running.Fault).ShouldBe((JobState.Running, null, null));
        running.ThrottledUntil.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_throttled_job_is_stopped_when_its_request_is()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Throttled());
        Provider.OnCancel = _ => CancelResult.Removed;

        (await CancelAsync(job)).FailedSegments[0].Billed.ShouldBe(Billed.No);
    }

    [Fact]
    public async Task A_lost_submit_that_nobody_can_be_asked_about_ends_at_once_and_names_what_it_may_have_cost()
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { WebhookUrl = null });
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The line broke.");
        Provider.OnFind = _ => new FindResult.Unavailable("It keeps no list of its jobs.") { IsFinal = true };
        Job job = (await SubmittedAsync())[0];
        await Agent.AdvanceAsync(Seconds(30));

        FailedSegment failed = (await Agent.AnswerAsync(job.RequestId)).FailedSegments.ShouldHaveSingleItem();

        (failed.Error, failed.Billed).ShouldBe((FailureError.SubmissionUnknown, Billed.Unknown));
        failed.Message.ShouldContain("can never be found out: It keeps no list of its jobs. It may have been made and billed, $0.30 at most");
        failed.NextStep.ShouldContain($"videogen settle {job.Id}");
        (await StateAsync(job)).ShouldBe(JobState.Expired);
        (await Agent.JobAsync(job.Id)).ReservedUsd.ShouldBe(0.3m, "caps count the worst case");
        Provider.Count("submit", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_submit_waits_for_its_webhook_where_one_is_registered()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The line broke.");
        Provider.OnFind = _ => new FindResult.Unavailable("It keeps no list of its jobs.") { IsFinal = true };
        Job job = (await SubmittedAsync())[0];
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));

        (await StateAsync(job)).ShouldBe(JobState.SubmissionUnknown);
    }

    [Fact]
    public async Task A_provider_that_calls_nobody_back_gets_no_address_and_its_lost_submits_do_not_wait_for_one()
    {
        Submission? sent = null;
        Provider.CallsBack = false;
        Provider.OnFind = _ => new FindResult.Unavailable("It keeps no list of its jobs.") { IsFinal = true };
        Provider.OnSubmit = submission =>
        {
            sent = submission;
            return new SubmitResult.Unknown("The line broke.");
        };
        Job job = (await SubmittedAsync())[0];
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));

        sent!.WebhookUrl.ShouldBeNull();
        (await StateAsync(job)).ShouldBe(JobState.Expired);
    }

    [Fact]
    public async Task A_status_is_read_no_more_often_than_the_provider_wants()
    {
        Provider.ShortestPoll = Seconds(40);
        Job job = (await SubmittedAsync())[0];

        await Agent.AdvanceAsync(Seconds(39));
        Provider.Count("status", job.Id).ShouldBe(0);

        await Agent.AdvanceAsync(Seconds(22));
        Provider.Count("status", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task A_clip_behind_the_providers_login_is_fetched_with_it()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.OnSignIn = (clip, known) => clip.Headers.Authorization = new AuthenticationHeaderValue("Bearer", known.RequestId);
        Stage.Host.Fault = asked => asked.Headers.Authorization?.Parameter == $"p-{job.Id}" ? null : new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized);
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(10));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    private async Task<SynthesisAnswer> CancelAsync(Job job)
    {
        Task<Answer<SynthesisAnswer>> call = Agent.Segments.CancelAsync(job.RequestId, CancellationToken.None).AsTask();
        while (!call.IsCompleted)
        {
            await Task.WhenAny(Time.WhenSetAsync(1), call).WaitAsync(Limit);
            await Agent.AdvanceAsync(Seconds(1));
        }

        return (await call).ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;
    }
}
