using Shouldly;
using VideoGen.Contract;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_due_job_is_taken_with_what_its_step_must_know()
    {
        await CreateAsync();

        var claimed = (await ClaimAsync("job_a_0", wake: false)).ShouldNotBeNull();

        ShouldBeSame(claimed.Job, Samples.Job(), JobJson.Default.Job);
        (claimed.OnFailure, claimed.Halted, claimed.CancelRequested, claimed.Deliveries.Length).ShouldBe((OnFailure.Halt, false, false, 0));
    }

    [Fact]
    public async Task A_job_that_is_not_due_is_taken_only_by_waking_it()
    {
        var job = (await CreateAsync())[0];
        await StepAsync(job, JobState.Queued, next: Now.AddSeconds(10));

        (await ClaimAsync(job.Id, wake: false)).ShouldBeNull();
        (await ClaimAsync(job.Id, wake: true)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_job_is_due_from_its_time_on()
    {
        var job = (await CreateAsync())[0];
        await StepAsync(job, JobState.Queued, next: Now.AddSeconds(10));

        Time.Advance(TimeSpan.FromSeconds(10));

        (await ClaimAsync(job.Id, wake: false)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_claim_keeps_others_out_until_its_lease_has_run_out()
    {
        var other = await OpenAnotherAsync();
        await CreateAsync();
        await ClaimAsync("job_a_0", "p1");

        (await other.ClaimAsync("job_a_0", "p2", Now.AddSeconds(59), Now.AddMinutes(2), true, Ct)).ShouldBeNull();
        (await other.ClaimAsync("job_a_0", "p2", Now.AddSeconds(60), Now.AddMinutes(2), false, Ct)).ShouldNotBeNull();
        (await Ledger.ExtendAsync("job_a_0", "p1", Now.AddMinutes(5), Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_claimed_job_can_be_taken_by_others_when_the_lease_has_run_out_and_is_listed_so()
    {
        await CreateAsync();
        await ClaimAsync("job_a_0");

        (await JobAsync("job_a_0")).NextTickAt.ShouldBe(Now.AddMinutes(1));
        (await Ledger.ListJobsAsync("req_a", Ct))[0].NextTickAt.ShouldBe(Now.AddMinutes(1));
        (await Ledger.ListJobsAsync("req_a", Ct))[1].NextTickAt.ShouldBe(Now);
    }

    [Fact]
    public async Task A_claim_that_is_given_back_is_free_at_once()
    {
        await CreateAsync();
        await ClaimAsync("job_a_0", "p1");

        (await Ledger.ExtendAsync("job_a_0", "p1", Now, Ct)).ShouldBeTrue();

        (await ClaimAsync("job_a_0", "p2", wake: false)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_owner_takes_its_own_job_again()
    {
        await CreateAsync();
        await ClaimAsync("job_a_0", "p1");

        (await ClaimAsync("job_a_0", "p1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_takes_a_job_that_ended_or_never_was()
    {
        var job = (await CreateAsync())[0];
        await StepAsync(job, JobState.Succeeded);

        (await ClaimAsync(job.Id)).ShouldBeNull();
        (await ClaimAsync("job_none")).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_that_claim_at_once_one_owner_wins()
    {
        var other = await OpenAnotherAsync();
        await CreateAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).ClaimAsync("job_a_0", $"p{i}", Now, Now.AddMinutes(1), false, Ct)));

        claims.Count(claim => claim is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_claim_that_is_kept_alive_lasts_longer_and_one_given_back_cannot_be_kept()
    {
        var job = (await CreateAsync())[0];
        await ClaimAsync(job.Id, "p1");

        (await Ledger.ExtendAsync(job.Id, "p1", Now.AddMinutes(5), Ct)).ShouldBeTrue();
        (await Ledger.ExtendAsync(job.Id, "p2", Now.AddMinutes(5), Ct)).ShouldBeFalse();
        (await Ledger.ClaimAsync(job.Id, "p2", Now.AddMinutes(4), Now.AddMinutes(9), true, Ct)).ShouldBeNull();
        await StepAsync(job, JobState.Queued);
        (await Ledger.ExtendAsync(job.Id, "p1", Now.AddMinutes(6), Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Pending_are_the_unfinished_jobs_with_the_time_they_can_be_taken_most_urgent_first()
    {
        var jobs = await CreateAsync(segments: 5);
        await StepAsync(jobs[0], JobState.Queued, next: Now.AddSeconds(90));
        await StepAsync(jobs[1], JobState.Running, next: Now.AddSeconds(30));
        await StepAsync(jobs[2], JobState.Failed);
        await ClaimAsync(jobs[3].Id);

        (await Ledger.ListPendingAsync(Ct)).ShouldBe(
        [
            new PendingTick(jobs[4].Id, Now),
            new PendingTick(jobs[1].Id, Now.AddSeconds(30)),
            new PendingTick(jobs[3].Id, Now.AddMinutes(1)),
            new PendingTick(jobs[0].Id, Now.AddSeconds(90)),
        ]);
    }

    [Fact]
    public async Task A_job_woken_by_a_claimer_that_died_is_due_when_the_lease_has_run_out()
    {
        var job = (await CreateAsync())[0];
        await StepAsync(job, JobState.Queued, next: Now.AddHours(1));
        await ClaimAsync(job.Id, "dead", wake: true);

        Time.Advance(TimeSpan.FromMinutes(1));

        (await ClaimAsync(job.Id, "p2", wake: false)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_process_claimed_that_died_is_free_at_once_for_the_next_that_begins()
    {
        var dying = await OpenAnotherAsync();
        await CreateAsync();
        (await dying.ClaimAsync("job_a_0", "dead", Now, Now.AddMinutes(1), false, Ct)).ShouldNotBeNull();
        await EndAsync(dying);

        var next = await OpenAnotherAsync();

        (await next.FindJobAsync("job_a_0", Ct))!.NextTickAt.ShouldBe(Now);
        (await next.ClaimAsync("job_a_0", "p2", Now, Now.AddMinutes(1), false, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_lives_on_takes_over_from_the_dead_when_it_looks_for_what_is_pending_and_from_nobody_else()
    {
        var dying = await OpenAnotherAsync();
        var other = await OpenAnotherAsync();
        await CreateAsync();
        await ClaimAsync("job_a_2", "p1");
        await other.ClaimAsync("job_a_1", "p2", Now, Now.AddMinutes(1), false, Ct);
        await dying.ClaimAsync("job_a_0", "dead", Now, Now.AddMinutes(1), false, Ct);
        await OutboxOf(dying).TakeAsync("dead too", Now, Now.AddMinutes(1), 9, Ct);
        await EndAsync(dying);

        var pending = await Ledger.ListPendingAsync(Ct);

        pending.ShouldBe([new PendingTick("job_a_0", Now), new PendingTick("job_a_1", Now.AddMinutes(1)), new PendingTick("job_a_2", Now.AddMinutes(1))]);
        (await other.ClaimAsync("job_a_0", "p2", Now, Now.AddMinutes(1), false, Ct)).ShouldNotBeNull();
        (await other.ClaimAsync("job_a_2", "p2", Now, Now.AddMinutes(1), true, Ct)).ShouldBeNull();
        (await OutboxOf(other).TakeAsync("p2", Now, Now.AddMinutes(1), 9, Ct)).Length.ShouldBe(3);
    }
}
