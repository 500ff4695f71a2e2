using Shouldly;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_delivery_is_kept_and_makes_its_job_due_now()
    {
        var job = (await CreateAsync())[0];
        await StepAsync(job, JobState.Queued, next: Now.AddHours(1));
        var delivery = Samples.Delivery("d1", job.Id, Now);

        (await Ledger.ReceiveAsync(delivery, Ct)).ShouldBe(ReceiveResult.Kept);

        (await Ledger.ListPendingAsync(Ct)).ShouldContain(new PendingTick(job.Id, Now));
        (await ClaimAsync(job.Id, wake: false)).ShouldNotBeNull().Deliveries.ShouldBe([delivery]);
    }

    [Fact]
    public async Task A_line_without_a_step_is_added_until_its_kind_is_full_and_reaches_the_records()
    {
        var job = (await CreateAsync())[0];
        var note = new JobEvent(Now.AddSeconds(1), EventSource.Webhook, "refused", "A delivery was refused.");

        (await Ledger.NoteAsync(job.Id, note, 2, Ct)).ShouldBeTrue();
        (await Ledger.NoteAsync(job.Id, note, 2, Ct)).ShouldBeTrue();
        (await Ledger.NoteAsync(job.Id, note, 2, Ct)).ShouldBeFalse();
        (await Ledger.NoteAsync("job_never", note, 2, Ct)).ShouldBeFalse();

        (await Ledger.ListEventsAsync(job.Id, Ct)).Select(e => (e.Sequence, e.Kind)).ShouldBe([(1, "state"), (2, "refused"), (3, "refused")]);
        (await Ledger.FindJobAsync(job.Id, Ct)).ShouldNotBeNull().Version.ShouldBe(1);
    }

    [Fact]
    public async Task Twins_have_the_same_payload_for_the_same_model_and_come_in_the_order_of_their_submits()
    {
        var jobs = await CreateAsync(segments: 3);
        foreach (var (job, second, payload) in new[] { (jobs[0], 30, "{\"a\":1}"), (jobs[1], 20, "{\"a\":1}"), (jobs[2], 10, "{\"a\":2}") })
        {
            var claimed = (await ClaimAsync(job.Id)).ShouldNotBeNull().Job;
            await Ledger.CommitAsync(Samples.Step(claimed with { Payload = payload, SubmittedAt = Now.AddSeconds(second) }, JobState.Queued), Ct);
        }

        var other = (await CreateAsync("b", segments: 1))[0] with { Payload = "{\"a\":1}" };
        (await Ledger.ListTwinsAsync(other, Ct)).Select(t => t.Id).ShouldBe([jobs[1].Id, jobs[0].Id]);
        (await Ledger.ListTwinsAsync(other with { Model = "another" }, Ct)).ShouldBeEmpty();
        (await Ledger.ListTwinsAsync((await Ledger.FindJobAsync(jobs[0].Id, Ct))!, Ct)).Select(t => t.Id).ShouldBe([jobs[1].Id]);
    }

    [Fact]
    public async Task The_same_delivery_again_changes_nothing()
    {
        var job = (await CreateAsync())[0];
        await Ledger.ReceiveAsync(Samples.Delivery("d1", job.Id), Ct);
        var claimed = (await ClaimAsync(job.Id)).ShouldNotBeNull();
        await Ledger.CommitAsync(Samples.Step(claimed.Job, JobState.Queued, Now.AddHours(1)) with { Handled = ["d1"] }, Ct);

        (await Ledger.ReceiveAsync(Samples.Delivery("d1", job.Id), Ct)).ShouldBe(ReceiveResult.Repeated);

        (await ClaimAsync(job.Id, wake: false)).ShouldBeNull();
        (await ClaimAsync(job.Id, wake: true)).ShouldNotBeNull().Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deliveries_wait_until_they_are_dealt_with_oldest_first()
    {
        var job = (await CreateAsync())[0];
        await Ledger.ReceiveAsync(Samples.Delivery("late", job.Id, Now.AddSeconds(2)), Ct);
        await Ledger.ReceiveAsync(Samples.Delivery("early", job.Id, Now.AddSeconds(1)), Ct);

        var claimed = (await ClaimAsync(job.Id)).ShouldNotBeNull();
        claimed.Deliveries.Select(d => d.Id).ShouldBe(["early", "late"]);
        await Ledger.CommitAsync(Samples.Step(claimed.Job, JobState.Queued) with { Handled = ["early"] }, Ct);

        (await ClaimAsync(job.Id)).ShouldNotBeNull().Deliveries.Select(d => d.Id).ShouldBe(["late"]);
    }

    [Fact]
    public async Task One_delivery_id_at_two_jobs_is_two_deliveries()
    {
        await CreateAsync();

        (await Ledger.ReceiveAsync(Samples.Delivery("d1", "job_a_0"), Ct)).ShouldBe(ReceiveResult.Kept);
        (await Ledger.ReceiveAsync(Samples.Delivery("d1", "job_a_1"), Ct)).ShouldBe(ReceiveResult.Kept);
    }

    [Fact]
    public async Task A_delivery_for_an_unknown_job_is_not_kept()
    {
        (await Ledger.ReceiveAsync(Samples.Delivery("d1", "job_none"), Ct)).ShouldBe(ReceiveResult.UnknownJob);
    }

    [Fact]
    public async Task A_delivery_after_the_end_is_noted_in_the_history_once()
    {
        var job = (await CreateAsync())[0];
        await StepAsync(job, JobState.Succeeded);

        (await Ledger.ReceiveAsync(Samples.Delivery("d1", job.Id), Ct)).ShouldBe(ReceiveResult.AfterEnd);
        (await Ledger.ReceiveAsync(Samples.Delivery("d1", job.Id), Ct)).ShouldBe(ReceiveResult.Repeated);

        (await Ledger.ListEventsAsync(job.Id, Ct)).Count(e => e.Kind == "webhook").ShouldBe(1);
        (await Ledger.ListPendingAsync(Ct)).ShouldNotContain(tick => tick.JobId == job.Id);
    }

    [Fact]
    public async Task A_delivery_that_comes_during_a_step_makes_the_job_due_after_it()
    {
        await CreateAsync();
        var claimed = (await ClaimAsync("job_a_0")).ShouldNotBeNull();
        await Ledger.ReceiveAsync(Samples.Delivery("d1", "job_a_0"), Ct);

        await StepAsync(claimed.Job, JobState.Queued, next: Now.AddHours(1));

        (await ClaimAsync("job_a_0", wake: false)).ShouldNotBeNull().Deliveries.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_delivery_that_comes_during_the_last_step_is_noted_in_the_history()
    {
        await CreateAsync();
        var claimed = (await ClaimAsync("job_a_0")).ShouldNotBeNull();
        await Ledger.ReceiveAsync(Samples.Delivery("d1", "job_a_0"), Ct);

        await StepAsync(claimed.Job, JobState.Succeeded);

        (await Ledger.ListEventsAsync("job_a_0", Ct)).Last().Kind.ShouldBe("webhook");
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Cancelled)]
    [InlineData(JobState.NotAttempted)]
    [InlineData(JobState.Expired)]
    public async Task A_step_that_would_end_a_job_without_hearing_a_delivery_is_not_written(JobState end)
    {
        await CreateAsync();
        var claimed = (await ClaimAsync("job_a_0")).ShouldNotBeNull();
        await Ledger.ReceiveAsync(Samples.Delivery("d1", "job_a_0"), Ct);

        (await Ledger.CommitAsync(Samples.Step(claimed.Job, end) with { HaltRequest = true }, Ct)).ShouldBeFalse();

        (await JobAsync("job_a_0")).State.ShouldBe(JobState.Planned);
        (await Ledger.FindRequestAsync("req_a", Ct))!.HaltedAt.ShouldBeNull();
        var again = (await ClaimAsync("job_a_0")).ShouldNotBeNull();
        again.Deliveries.Select(d => d.Id).ShouldBe(["d1"]);
        (await Ledger.CommitAsync(Samples.Step(again.Job, end) with { Handled = ["d1"] }, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_delivery_many_times_at_once_is_kept_once()
    {
        var other = await OpenAnotherAsync();
        await CreateAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).ReceiveAsync(Samples.Delivery("d1", "job_a_0"), Ct)));

        results.Count(result => result is ReceiveResult.Kept).ShouldBe(1);
        results.Count(result => result is ReceiveResult.Repeated).ShouldBe(19);
    }
}
