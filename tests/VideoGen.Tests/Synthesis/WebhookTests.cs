using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class WebhookTests : StageTest
{
    [Fact]
    public async Task A_webhook_ends_the_polling_at_once()
    {
        Job job = (await SubmittedAsync())[0];

        await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        await Agent.RunAsync();

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        Provider.Count("status", job.Id).ShouldBe(1); // the bill, after the end
        (await PathAsync(job))[^1].ShouldBe(JobState.Succeeded);
        Agent.Schedule.Next.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_delivery_any_number_of_times_is_one_clip_and_one_line_of_history()
    {
        Job job = (await SubmittedAsync())[0];
        for (int i = 0; i < 3; i++)
        {
            await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
            await Agent.RunAsync();
        }

        Stage.Media.Stored.ShouldBe(1);
        (await NotesAsync(job, "webhook")).ShouldBe([$"The provider reports p-{job.Id}."]);
    }

    [Fact]
    public async Task A_webhook_after_the_poll_changes_nothing_and_is_in_the_history()
    {
        Job job = await FinishedAsync();

        (await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id))).ShouldBe(ReceiveResult.AfterEnd);
        await Agent.RunAsync();

        Stage.Media.Stored.ShouldBe(1);
        (await NotesAsync(job, "webhook")).ShouldHaveSingleItem();
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task A_webhook_that_overtakes_the_answer_to_the_submit_waits_for_it()
    {
        var gate = new TaskCompletionSource();
        Provider.AfterAccept = _ => gate.Task;
        Job job = (await Agent.OrderAsync())[0];
        Agent.Schedule.TryTake(out _, out _).ShouldBeTrue();
        Task submit = Agent.StepAsync(job.Id);
        while (Provider.Count("submit", job.Id) == 0)
        {
            await Task.Yield();
        }

        AgentProcess receiver = Stage.StartProcess();
        await receiver.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        await receiver.RunAsync(); // nobody takes the job away from the submit
        (await StateAsync(job)).ShouldBe(JobState.Submitting);
        gate.SetResult();
        await submit.WaitAsync(Limit);
        await Agent.RunAsync(); // due at once, and not at the next poll

        (await PathAsync(job)).ShouldBe([JobState.Planned, JobState.Submitting, JobState.Queued, JobState.Downloading, JobState.Succeeded]);
    }

    [Fact]
    public async Task A_webhook_resolves_a_submit_whose_answer_was_lost()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The connection broke.");
        Provider.OnFind = _ => new FindResult.Unavailable("Not listed.");
        Job job = (await SubmittedAsync())[0];

        await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        await Agent.RunAsync();

        Job delivered = await Agent.JobAsync(job.Id);
        (delivered.State, delivered.ProviderJob!.RequestId).ShouldBe((JobState.Succeeded, $"p-{job.Id}"));
    }

    [Fact]
    public async Task A_webhook_that_only_nudges_names_a_lost_job_and_has_it_read()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The connection broke.");
        Provider.OnFind = _ => new FindResult.Unavailable("Not listed.");
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Unreachable("Down."), new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id)));

        await Agent.DeliverAsync(job.Id, $$"""{"request_id":"p-{{job.Id}}"}""");
        await Agent.RunAsync();
        (await StateAsync(job)).ShouldBe(JobState.Queued);
        await Agent.AdvanceAsync(Seconds(10));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("""{"request_id":"p-another","clip":"https://media.test/another.mp4"}""")]
    [InlineData("{}")]
    public async Task A_delivery_that_does_not_concern_the_job_is_put_aside(string body)
    {
        Job job = (await SubmittedAsync())[0];

        await Agent.DeliverAsync(job.Id, body);
        await Agent.RunAsync();

        (await StateAsync(job)).ShouldBe(JobState.Queued);
        (await NotesAsync(job, "webhook")).ShouldBe(["A delivery that says nothing about this job was put aside."]);
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(10));
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task Of_contradicting_deliveries_the_clip_counts()
    {
        Job job = (await SubmittedAsync())[0];
        await Agent.DeliverAsync(job.Id, $$"""{"request_id":"p-{{job.Id}}","failed":"Worker lost."}""", "d1");
        await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id), "d2");

        await Agent.RunAsync();

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task A_clip_reported_after_its_job_was_given_up_is_delivered()
    {
        Job job = (await SubmittedAsync())[0];
        await Agent.AdvanceAsync(TimeSpan.FromHours(49));
        (await StateAsync(job)).ShouldBe(JobState.Expired);

        await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        await Agent.RunAsync();

        Job delivered = await Agent.JobAsync(job.Id);
        (delivered.State, delivered.Failure, delivered.ReservedUsd, delivered.BilledUsd).ShouldBe((JobState.Succeeded, null, 0, 0.3m));
    }

    [Theory]
    [InlineData("unknown.token")]
    [InlineData("without-a-dot")]
    [InlineData("")]
    public async Task A_delivery_to_no_address_of_ours_is_refused(string address) =>
        (await Agent.Webhooks.TakeAsync(address, "d1", "{}", CancellationToken.None)).ShouldBe(ReceiveResult.UnknownJob);

    [Fact]
    public async Task A_delivery_with_the_secret_of_another_job_is_refused()
    {
        Job[] jobs = await SubmittedAsync(2);
        (await Agent.Webhooks.TakeAsync($"{jobs[0].Id}.{jobs[1].WebhookToken}", "d1", "{}", CancellationToken.None)).ShouldBe(ReceiveResult.UnknownJob);
    }

    // Found by the simulation: a poll said "failed", and the webhook with the clip came while that was being written. It was only noted.
    [Fact]
    public async Task A_clip_that_is_reported_while_a_failure_is_being_written_is_delivered()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, Failed("Worker lost."));
        AgentProcess receiver = Stage.StartProcess();
        Agent.Ledger.Before = async method =>
        {
            if (method == nameof(ILedger.CommitAsync))
            {
                await receiver.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
            }
        };

        await Agent.AdvanceAsync(Seconds(10));

        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        (await PathAsync(job)).ShouldNotContain(JobState.Failed);
    }
}
