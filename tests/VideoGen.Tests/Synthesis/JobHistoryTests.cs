using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Providers;

namespace VideoGen.Tests.Synthesis;

/// <summary>What the history tells of each way a job can go: who, where to, in which words; and when the next step is due.</summary>
public sealed class JobHistoryTests : StageTest
{
    [Fact]
    public async Task A_job_that_is_polled_to_its_end()
    {
        Job job = (await SubmittedAsync())[0];
        (job.SubmittedAt, job.NextTickAt).ShouldBe((Time.GetUtcNow(), Time.GetUtcNow() + Seconds(10)));
        Provider.Say(job.Id, new JobStatus.Queued(1), new JobStatus.Running(0.5), new JobStatus.Running(0.6), new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id)));

        await Agent.AdvanceAsync(Seconds(20));
        (await Agent.JobAsync(job.Id)).NextTickAt.ShouldBe(Time.GetUtcNow() + Seconds(10));
        await Agent.AdvanceAsync(Seconds(20));

        (await HistoryAsync(job))[..5].ShouldBe(
        [
            "Caller Planned: Planned.",
            $"Agent Submitting: Submitting to {MemoryCatalog.Model}.",
            $"Provider Queued: Accepted as p-{job.Id}.",
            "Provider Running: The provider works on it.",
            "Provider Downloading: The provider finished the clip.",
        ]);
        (await HistoryAsync(job))[5].ShouldStartWith("Agent Succeeded: Delivered projects/atlas/e1/");
    }

    [Fact]
    public async Task A_job_that_goes_back_into_the_queue()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Running(null), new JobStatus.Queued(3));
        await Agent.AdvanceAsync(Seconds(20));

        (await HistoryAsync(job))[^2..].ShouldBe(["Provider Running: The provider works on it.", "Provider Queued: Waiting in the provider's queue."]);
    }

    [Fact]
    public async Task A_job_that_is_finished_at_once()
    {
        Provider.OnSubmit = s => new SubmitResult.Finished(ScriptedProvider.JobOf(s.JobId), ScriptedProvider.ClipOf(s.JobId));
        Job job = (await SubmittedAsync())[0];

        (job.State, job.ProviderJob!.RequestId, job.BilledUsd).ShouldBe((JobState.Succeeded, $"p-{job.Id}", 0.3m));
        (await HistoryAsync(job))[2].ShouldBe($"Provider Downloading: Finished at once as p-{job.Id}.");
        Provider.Count("status", job.Id).ShouldBe(0);
    }

    [Fact]
    public async Task A_submit_without_an_answer_is_looked_up_after_ten_seconds()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The connection broke.");
        Job job = (await SubmittedAsync())[0];
        job.NextTickAt.ShouldBe(Time.GetUtcNow() + Seconds(10));
        DateTimeOffset submitted = Time.GetUtcNow();

        await Agent.AdvanceAsync(Seconds(10));

        Job found = await Agent.JobAsync(job.Id);
        (found.State, found.SubmittedAt).ShouldBe((JobState.Queued, submitted));
        Provider.Count("status", job.Id).ShouldBe(1, "what was found is read at once");
        (await HistoryAsync(job))[2..].ShouldBe(["Agent SubmissionUnknown: The connection broke.", $"Provider Queued: Found at the provider as p-{job.Id}."]);
    }

    [Fact]
    public async Task A_submit_that_breaks_off_or_never_arrived()
    {
        Provider.BeforeAccept = _ => throw new InvalidOperationException("A defect.");
        Job job = (await SubmittedAsync())[0];
        await Agent.AdvanceAsync(Seconds(10));

        (await HistoryAsync(job))[2..].ShouldBe(
        [
            "Agent SubmissionUnknown: The submit broke off: A defect.",
            "Provider Failed: The submit got no answer, and the provider's records show that it never arrived.",
        ]);
    }

    [Fact]
    public async Task A_lookup_that_cannot_be_answered_is_repeated_at_the_poll_interval_without_a_word()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The connection broke.");
        Provider.OnFind = _ => new FindResult.Unavailable("Not listed yet.");
        Job job = (await SubmittedAsync())[0];

        await Agent.AdvanceAsync(Seconds(30));

        Provider.Count("find", job.Id).ShouldBe(3);
        (await HistoryAsync(job)).Length.ShouldBe(3);
        (await Agent.JobAsync(job.Id)).NextTickAt.ShouldBe(Time.GetUtcNow() + Seconds(10));
    }

    [Fact]
    public async Task A_submission_that_nobody_can_find_out_about()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The connection broke.");
        Provider.OnFind = _ => new FindResult.Unavailable("Never.");
        Job job = (await SubmittedAsync())[0];
        await Agent.AdvanceAsync(TimeSpan.FromHours(49));

        (await HistoryAsync(job))[^1].ShouldBe("Agent Expired: Whether the submit arrived could not be found out.");
    }

    [Fact]
    public async Task A_provider_that_cannot_be_read_is_noted_once_and_followed_on()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Unreachable("Down."), new JobStatus.Unreachable("Still down."), new JobStatus.Queued(0), new JobStatus.Unreachable("Down again."));

        await Agent.AdvanceAsync(Seconds(20));
        Job missed = await Agent.JobAsync(job.Id);
        (missed.State, missed.UnreachableReads, missed.Fault, missed.NextTickAt).ShouldBe((JobState.Queued, 2, "Still down.", Time.GetUtcNow() + Seconds(10)));
        await Agent.AdvanceAsync(Seconds(10));
        Job read = await Agent.JobAsync(job.Id);
        (read.UnreachableReads, read.Fault).ShouldBe((0, null));
        await Agent.AdvanceAsync(Seconds(10));

        (await NotesAsync(job, "poll")).ShouldBe(["The provider could not be read: Down.", "The provider could not be read: Down again."]);
    }

    [Fact]
    public async Task A_job_that_runs_and_cannot_be_read_runs_on()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Running(null), new JobStatus.Unreachable("Down."));

        await Agent.AdvanceAsync(Seconds(20));

        (await StateAsync(job)).ShouldBe(JobState.Running);
        (await PathAsync(job))[^1].ShouldBe(JobState.Running);
        (await HistoryAsync(job))[^1].ShouldBe("Provider : The provider could not be read: Down.");
    }

    [Fact]
    public async Task A_lost_job_that_a_webhook_names_is_at_the_provider()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The connection broke.");
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Unreachable("Down."));
        await Agent.DeliverAsync(job.Id, $$"""{"request_id":"p-{{job.Id}}"}""");
        await Agent.RunAsync();

        (await HistoryAsync(job))[^1].ShouldBe("Provider : The provider could not be read: Down.");
        (await HistoryAsync(job))[^2].ShouldEndWith("Queued: The provider knows the job.");
        Job known = await Agent.JobAsync(job.Id);
        (known.State, known.UnreachableReads, known.NextTickAt).ShouldBe((JobState.Queued, 1, Time.GetUtcNow() + Seconds(10)));
    }

    [Fact]
    public async Task A_job_that_never_ends_and_one_that_is_gone()
    {
        Job[] jobs = await SubmittedAsync(2);
        Provider.Say(jobs[0].Id, new JobStatus.Gone("No such job."));
        Provider.Say(jobs[1].Id, new JobStatus.Running(null));
        await Agent.AdvanceAsync(TimeSpan.FromHours(49));

        (await HistoryAsync(jobs[0]))[^1].ShouldBe("Provider Failed: No such job.");
        (await HistoryAsync(jobs[1]))[^1].ShouldBe("Agent Expired: The provider never finished it within the time it is followed.");
    }

    [Fact]
    public async Task A_job_that_is_refused_stopped_or_never_attempted()
    {
        Provider.OnSubmit = _ => new SubmitResult.Refused(new ProviderFailure(FailureError.ContentRejected, "Not this picture.", Billed.No));
        Stage.Catalog.Publish(MemoryCatalog.Config() with { MaxParallel = 1 });
        Job[] jobs = await SubmittedAsync(2);

        (await HistoryAsync(jobs[0]))[^1].ShouldBe("Provider Failed: Not this picture.");
        (await HistoryAsync(jobs[1])).ShouldBe(["Caller Planned: Planned.", "Agent NotAttempted: It was never submitted, because another segment of the request failed first."]);
    }

    [Fact]
    public async Task A_job_that_is_cancelled_before_and_after_its_submit()
    {
        Stage.Catalog.Publish(MemoryCatalog.Config() with { MaxParallel = 1 });
        Job[] jobs = await SubmittedAsync(2);
        (await Agent.JobAsync(jobs[1].Id)).NextTickAt.ShouldBe(Time.GetUtcNow() + TimeSpan.FromMinutes(1), "whoever has no room looks again, should nobody wake it");
        Provider.OnCancel = _ => CancelResult.Removed;
        await Agent.Ledger.RequestCancelAsync(jobs[0].RequestId, Time.GetUtcNow(), CancellationToken.None);
        await Agent.StepAsync(jobs[1].Id);
        await Agent.StepAsync(jobs[0].Id);

        (await HistoryAsync(jobs[1]))[^1].ShouldBe("Caller Cancelled: It was cancelled before it was submitted.");
        (await HistoryAsync(jobs[0]))[^2..].ShouldBe(
            ["Provider : Asked to cancel; the answer is Removed.", "Provider Cancelled: It was cancelled at the provider before it was made."]);
    }

    [Fact]
    public async Task A_job_that_was_cancelled_at_the_provider_by_somebody_else()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Cancelled(0));
        await Agent.AdvanceAsync(Seconds(10));

        (await HistoryAsync(job))[^1].ShouldBe("Provider Cancelled: It was cancelled at the provider.");
    }

    [Fact]
    public async Task A_submit_whose_process_ended_is_looked_up()
    {
        Provider.OnFind = _ => new FindResult.Unavailable("Not listed yet.");
        Provider.BeforeAccept = _ => new TaskCompletionSource().Task;
        Job job = (await Agent.OrderAsync())[0];
        Agent.Schedule.TryTake(out string jobId, out _).ShouldBeTrue();
        _ = Agent.StepAsync(jobId);
        while (Provider.Count("submit", job.Id) == 0)
        {
            await Task.Yield();
        }

        Agent.Time.IsFrozen = true;
        Time.Advance(Seconds(61));
        await Stage.StartProcess().TakeUpAsync();

        (await HistoryAsync(job))[^1].ShouldBe("Agent SubmissionUnknown: The process ended before the answer to the submit was written.");
        (await Agent.JobAsync(job.Id)).NextTickAt.ShouldBe(Time.GetUtcNow() + Seconds(10));
    }

    [Fact]
    public async Task A_result_that_cannot_be_used_is_noted_for_every_new_reason()
    {
        Job job = (await SubmittedAsync())[0];
        DateTimeOffset first = Time.GetUtcNow() + Seconds(10);
        Provider.Say(job.Id, new JobStatus.Unread("Cut off."), new JobStatus.Unread("Cut off."), new JobStatus.Unread("A page."), new JobStatus.Queued(0));

        await Agent.AdvanceAsync(Seconds(30));
        Job unread = await Agent.JobAsync(job.Id);
        (unread.State, unread.UnreadSince, unread.UnreachableReads, unread.Fault, unread.NextTickAt)
            .ShouldBe((JobState.Running, first, 3, "A page.", Time.GetUtcNow() + Seconds(10)));
        await Agent.AdvanceAsync(Seconds(10));
        Job queued = await Agent.JobAsync(job.Id);
        (queued.UnreadSince, queued.UnreachableReads, queued.Fault).ShouldBe((null, 0, null));

        (await HistoryAsync(job))[3..6].ShouldBe(
        [
            "Provider Running: The provider is done.",
            "Provider : The provider is done, but its result cannot be used yet; it is read again: Cut off.",
            "Provider : The provider is done, but its result cannot be used yet; it is read again: A page.",
        ]);
    }

    [Theory]
    [InlineData(0, JobState.Failed)]
    [InlineData(1, JobState.Running)]
    public async Task A_fault_of_the_model_is_believed_after_a_quarter_of_an_hour(int ticksLess, JobState state)
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Unread("Answered 500.") { IfItLasts = new ProviderFailure(FailureError.ProviderError, "The model broke.", Billed.No) });
        await Agent.AdvanceAsync(Seconds(10));
        Job unread = await Agent.JobAsync(job.Id);
        Job earlier = unread with { Version = unread.Version + 1, UnreadSince = unread.NextTickAt!.Value.AddMinutes(-15).AddTicks(ticksLess) };
        (await Agent.Ledger.CommitAsync(new JobCommit(earlier, []), CancellationToken.None)).ShouldBeTrue();

        await Agent.AdvanceAsync(Seconds(10));

        (await StateAsync(job)).ShouldBe(state);
    }

    [Fact]
    public async Task A_job_that_is_gone_after_it_was_asked_to_stop()
    {
        Job job = (await SubmittedAsync())[0];
        await Agent.Ledger.RequestCancelAsync(job.RequestId, Time.GetUtcNow(), CancellationToken.None);
        Provider.OnCancel = _ => CancelResult.NotFound;
        Provider.Say(job.Id, new JobStatus.Queued(0), new JobStatus.Gone("No such job."));
        await Agent.StepAsync(job.Id);

        (await HistoryAsync(job))[^2..].ShouldBe(
            ["Provider : Asked to cancel; the answer is NotFound.", "Provider Cancelled: It was cancelled; the provider does not know it any more."]);
    }

    private async Task<string[]> HistoryAsync(Job job) =>
        [.. (await Agent.Ledger.ListEventsAsync(job.Id, CancellationToken.None)).Select(e => $"{e.Source} {e.To}: {e.Message}")];
}
