using Shouldly;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_step_writes_job_history_and_deliveries_and_gives_the_claim_back()
    {
        await CreateAsync();
        await Ledger.ReceiveAsync(Samples.Delivery("d1", "job_a_0"), Ct);
        var claimed = (await ClaimAsync("job_a_0", "p1")).ShouldNotBeNull();
        var step = Samples.Step(claimed.Job, JobState.Queued) with { Handled = ["d1"] };

        (await Ledger.CommitAsync(step, Ct)).ShouldBeTrue();

        ShouldBeSame(await JobAsync("job_a_0"), step.Next, JobJson.Default.Job);
        var history = await Ledger.ListEventsAsync("job_a_0", Ct);
        history.Select(e => (e.Sequence, e.From, e.To)).ShouldBe([(1, null, JobState.Planned), (2, JobState.Planned, JobState.Queued)]);
        (await ClaimAsync("job_a_0", "p2")).ShouldNotBeNull().Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_history_keeps_the_order_of_a_step_and_of_steps()
    {
        var job = (await CreateAsync())[0];
        for (var i = 0; i < 5; i++)
        {
            var step = Samples.Step(job, JobState.Running);
            JobEvent Say(string text) => new(Now, EventSource.Provider, "poll", text);
            await Ledger.CommitAsync(step with { Events = [Say($"{i}a"), Say($"{i}b")] }, Ct);
            job = step.Next;
        }

        var history = await Ledger.ListEventsAsync(job.Id, Ct);

        history.Skip(1).Select(e => e.Message).ShouldBe(["0a", "0b", "1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b"]);
        history.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, 11).Select(i => (long)i));
    }

    [Fact]
    public async Task A_step_may_keep_its_claim()
    {
        var job = (await CreateAsync())[0];
        await ClaimAsync(job.Id, "p1");

        await Ledger.CommitAsync(Samples.Step(job, JobState.Downloading) with { KeepClaim = true }, Ct);

        (await ClaimAsync(job.Id, "p2")).ShouldBeNull();
        (await Ledger.ExtendAsync(job.Id, "p1", Now.AddMinutes(2), Ct)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_step_from_a_version_that_is_not_the_rows_writes_nothing(int version)
    {
        var job = (await CreateAsync())[0];
        await Ledger.ReceiveAsync(Samples.Delivery("d1", job.Id), Ct);
        var step = Samples.Step(job with { Version = version }, JobState.Failed) with { Handled = ["d1"], HaltRequest = true };

        (await Ledger.CommitAsync(step, Ct)).ShouldBeFalse();

        (await JobAsync(job.Id)).State.ShouldBe(JobState.Planned);
        (await Ledger.ListEventsAsync(job.Id, Ct)).Length.ShouldBe(1);
        var claimed = (await ClaimAsync(job.Id)).ShouldNotBeNull();
        (claimed.Deliveries.Length, claimed.Halted).ShouldBe((1, false));
    }

    [Fact]
    public async Task A_step_of_an_unknown_job_writes_nothing()
    {
        (await Ledger.CommitAsync(Samples.Step(Samples.Job("job_none"), JobState.Queued), Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_steps_from_one_version_one_is_written()
    {
        var other = await OpenAnotherAsync();
        var job = (await CreateAsync())[0];

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).CommitAsync(Samples.Step(job, JobState.Running), Ct)));

        results.Count(written => written).ShouldBe(1);
        (await JobAsync(job.Id)).Version.ShouldBe(2);
    }

    [Theory]
    [InlineData(JobState.Succeeded)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Cancelled)]
    [InlineData(JobState.NotAttempted)]
    [InlineData(JobState.Expired)]
    public async Task An_end_state_leaves_nothing_pending_until_a_step_takes_the_job_up_again(JobState end)
    {
        var job = (await CreateAsync(segments: 1))[0];

        var ended = await StepAsync(job, end);

        ended.NextTickAt.ShouldBeNull();
        (await Ledger.ListPendingAsync(Ct)).ShouldBeEmpty();
        await StepAsync(ended, JobState.Downloading, next: Now);
        (await ClaimAsync(job.Id, wake: false)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_halt_makes_planned_and_queued_siblings_due_now_and_says_so()
    {
        var jobs = await CreateAsync(segments: 4);
        await CreateAsync("b", 1);
        var later = Now.AddHours(1);
        await StepAsync(jobs[1], JobState.Queued, later);
        await StepAsync(jobs[2], JobState.Running, later);
        Time.Advance(TimeSpan.FromSeconds(5));

        await Ledger.CommitAsync(Samples.Step(jobs[0], JobState.Failed) with { HaltRequest = true }, Ct);

        (await Ledger.FindRequestAsync("req_a", Ct))!.HaltedAt.ShouldBe(Now);
        (await JobAsync(jobs[1].Id)).NextTickAt.ShouldBe(Now);
        (await JobAsync(jobs[2].Id)).NextTickAt.ShouldBe(later);
        (await ClaimAsync(jobs[1].Id, wake: false)).ShouldNotBeNull().Halted.ShouldBeTrue();
        (await ClaimAsync(jobs[3].Id, wake: false)).ShouldNotBeNull().Halted.ShouldBeTrue();
        (await ClaimAsync("job_b_0")).ShouldNotBeNull().Halted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_halt_changes_nothing_of_the_first()
    {
        var jobs = await CreateAsync();
        await Ledger.CommitAsync(Samples.Step(jobs[0], JobState.Failed) with { HaltRequest = true }, Ct);
        Time.Advance(TimeSpan.FromSeconds(5));

        await Ledger.CommitAsync(Samples.Step(jobs[1], JobState.Failed) with { HaltRequest = true }, Ct);

        (await Ledger.FindRequestAsync("req_a", Ct))!.HaltedAt.ShouldBe(Samples.Start);
    }

    [Fact]
    public async Task A_wish_that_comes_during_a_step_outlives_the_steps_commit()
    {
        var jobs = await CreateAsync();
        var claimed = (await ClaimAsync(jobs[1].Id))!.Job;
        await Ledger.CommitAsync(Samples.Step(jobs[0], JobState.Failed) with { HaltRequest = true }, Ct);

        await StepAsync(claimed, JobState.Queued, next: Now.AddHours(1));

        (await ClaimAsync(jobs[1].Id, wake: false)).ShouldNotBeNull().Halted.ShouldBeTrue();
        (await ClaimAsync(jobs[1].Id, wake: false))!.Job.NextTickAt.ShouldBe(Now);
    }
}
