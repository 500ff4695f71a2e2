using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class CancellingTests : StageTest
{
    [Fact]
    public async Task What_was_never_submitted_is_cancelled_for_nothing()
    {
        Job job = (await Agent.OrderAsync())[0];

        FailedSegment failed = (await CancelAsync(job)).FailedSegments.ShouldHaveSingleItem();

        (failed.Error, failed.Billed).ShouldBe((FailureError.Cancelled, Billed.No));
        Provider.Calls.ShouldBeEmpty();
        (await Agent.JobAsync(job.Id)).ReservedUsd.ShouldBe(0);
    }

    [Fact]
    public async Task What_the_provider_removes_from_its_queue_is_cancelled_for_nothing()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.OnCancel = _ => CancelResult.Removed;

        SynthesisAnswer answer = await CancelAsync(job);

        (answer.Status, answer.FailedSegments[0].Error, answer.FailedSegments[0].Billed).ShouldBe((RequestStatus.Finished, FailureError.Cancelled, Billed.No));
        (answer.Cost.ReservedUsd, answer.Cost.BilledUsd).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_running_job_is_removed_for_nothing_when_the_provider_says_so()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Running(0.1));
        await Agent.AdvanceAsync(Seconds(10));
        Provider.OnCancel = _ => CancelResult.Removed;

        (await CancelAsync(job)).FailedSegments[0].Billed.ShouldBe(Billed.No);
    }

    [Fact]
    public async Task A_running_job_that_the_provider_stops_may_have_cost_something()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Running(0.1), new JobStatus.Cancelled());
        await Agent.AdvanceAsync(Seconds(10));

        SynthesisAnswer answer = await CancelAsync(job);

        (answer.FailedSegments[0].Billed, answer.Cost.ReservedUsd).ShouldBe((Billed.Unknown, 0.3m));
    }

    [Theory]
    [InlineData(CancelResult.Requested)]
    [InlineData(CancelResult.AlreadyCompleted)]
    [InlineData(CancelResult.Unreachable)]
    public async Task A_clip_that_comes_all_the_same_is_paid_for_and_delivered(CancelResult result)
    {
        Job job = (await SubmittedAsync())[0];
        Provider.OnCancel = _ => result;
        Provider.Say(job.Id, new JobStatus.Queued(0), new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id)));
        await CancelAsync(job);
        await Agent.AdvanceAsync(Seconds(10));

        SynthesisAnswer answer = await Agent.AnswerAsync(job.RequestId);

        answer.VideoSegments.ShouldHaveSingleItem().CostUsd.ShouldBe(0.3m);
        (await NotesAsync(job, "cancel")).ShouldBe([$"Asked to cancel; the answer is {result}."]);
    }

    [Fact]
    public async Task A_clip_that_is_reported_after_the_job_was_removed_is_delivered()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.OnCancel = _ => CancelResult.Removed;
        await CancelAsync(job);

        (await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id))).ShouldBe(ReceiveResult.AfterEnd);
        (await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id))).ShouldBe(ReceiveResult.Repeated);
        await Agent.RunAsync();

        SynthesisAnswer answer = await Agent.AnswerAsync(job.RequestId);
        answer.VideoSegments.ShouldHaveSingleItem();
        (answer.Cost.ReservedUsd, answer.Cost.BilledUsd).ShouldBe((0, 0.3m));
        (await PathAsync(job)).ShouldBe([JobState.Planned, JobState.Submitting, JobState.Queued, JobState.Cancelled, JobState.Downloading, JobState.Succeeded]);
    }

    [Fact]
    public async Task A_cancel_that_is_only_promised_is_asked_for_once()
    {
        Job job = (await SubmittedAsync())[0];
        await CancelAsync(job);

        await Agent.AdvanceAsync(TimeSpan.FromMinutes(5));

        Provider.Count("cancel", job.Id).ShouldBe(1);
        (await StateAsync(job)).ShouldBe(JobState.Queued);
    }

    [Theory]
    [InlineData(CancelResult.Requested)]
    [InlineData(CancelResult.Removed)]
    public async Task A_cancel_stays_in_the_history_when_a_webhook_brings_the_end_before_the_answer_does(CancelResult result)
    {
        Job job = (await SubmittedAsync())[0];
        Task<ReceiveResult>? delivered = null;
        Provider.Say(job.Id, new JobStatus.Queued(0), new JobStatus.Cancelled());
        Provider.OnCancel = _ =>
        {
            delivered = Agent.DeliverAsync(job.Id, $$"""{"request_id":"p-{{job.Id}}","failed":"Request was cancelled by the client"}""");
            return result;
        };

        (await CancelAsync(job)).FailedSegments.ShouldHaveSingleItem();

        (await delivered!).ShouldBe(ReceiveResult.Kept);
        JobEvent[] history = [.. await Agent.Ledger.ListEventsAsync(job.Id, CancellationToken.None)];
        history.Select(e => e.Kind).SkipWhile(k => k != "cancel").ShouldBe(["cancel", "webhook", "state", "note"]);
        history.ShouldContain(e => e.Message == $"Asked to cancel; the answer is {result}.");
        Provider.Count("cancel", job.Id).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_takes_the_job_between_the_cancel_and_what_comes_of_it()
    {
        Job job = (await SubmittedAsync())[0];
        AgentProcess second = Stage.StartProcess();
        ClaimedJob? taken = null;
        Provider.BeforeStatus = async _ =>
        {
            if (Provider.Count("cancel", job.Id) == 1)
            {
                taken ??= await second.Ledger.ClaimAsync(job.Id, "second", Time.GetUtcNow(), Time.GetUtcNow() + Seconds(60), wake: true, CancellationToken.None);
            }
        };
        await CancelAsync(job);

        Provider.Count("status", job.Id).ShouldBeGreaterThan(1);
        taken.ShouldBeNull();
    }

    [Fact]
    public async Task A_cancel_whose_job_was_moved_on_meanwhile_leaves_it_as_it_is_now()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.OnCancel = _ =>
        {
            Job row = Agent.JobAsync(job.Id).GetAwaiter().GetResult();
            Agent.Ledger.CommitAsync(row.To(JobState.Running, Time.GetUtcNow(), EventSource.Webhook, "It runs."), CancellationToken.None).AsTask().GetAwaiter().GetResult().ShouldBeTrue();
            return CancelResult.Requested;
        };
        await Agent.Ledger.RequestCancelAsync(job.RequestId, Time.GetUtcNow(), CancellationToken.None);

        await Agent.StepAsync(job.Id);

        Job moved = await Agent.JobAsync(job.Id);
        (moved.State, moved.CancelSentAt).ShouldBe((JobState.Running, null));
        (await NotesAsync(job, "cancel")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancel_that_does_not_arrive_is_asked_for_again_and_noted_once()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.OnCancel = _ => CancelResult.Unreachable;
        await CancelAsync(job);
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));
        Provider.Count("cancel", job.Id).ShouldBeGreaterThan(2);
        (await NotesAsync(job, "cancel")).Length.ShouldBe(1);

        Provider.OnCancel = _ => CancelResult.Removed;
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));

        (await StateAsync(job)).ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public async Task A_job_that_the_provider_no_longer_knows_is_not_called_free()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.OnCancel = _ => CancelResult.NotFound;
        Provider.Say(job.Id, new JobStatus.Gone("No such job."));

        (await CancelAsync(job)).FailedSegments[0].Billed.ShouldBe(Billed.Unknown);
    }

    [Fact]
    public async Task A_clip_that_is_being_fetched_is_delivered_whatever_the_caller_wishes()
    {
        Job job = (await SubmittedAsync())[0];
        Stage.Host.Fault = _ => new HttpResponseMessage(System.Net.HttpStatusCode.BadGateway);
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(10));
        (await StateAsync(job)).ShouldBe(JobState.Downloading);

        Stage.Host.Fault = _ => null;
        (await CancelAsync(job)).VideoSegments.ShouldHaveSingleItem();
        Provider.Count("cancel", job.Id).ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_a_finished_request_changes_nothing()
    {
        Job job = await FinishedAsync();

        (await CancelAsync(job)).VideoSegments.ShouldHaveSingleItem();
    }

    /// <summary>Cancels, takes the ticks that follow from it, and answers.</summary>
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

    // Found by the simulation: the row still said "queued" while the job ran; cancelled, it counted as free although it may be billed.
    [Fact]
    public async Task A_job_that_runs_without_our_knowing_may_have_cost_something_when_it_is_stopped()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Running(0.1), new JobStatus.Running(0.2), new JobStatus.Cancelled());

        SynthesisAnswer answer = await CancelAsync(job);

        (answer.FailedSegments[0].Error, answer.FailedSegments[0].Billed, answer.Cost.ReservedUsd).ShouldBe((FailureError.Cancelled, Billed.Unknown, 0.3m));
    }
}
