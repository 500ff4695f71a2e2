using Shouldly;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task Who_follows_a_job_looks_at_it_time_and_again_and_nothing_of_the_job_is_written()
    {
        var job = await QueuedAsync();

        for (int look = 0; look < 3; look++)
        {
            var followed = (await FollowAsync(job.Id, "p1")).ShouldBeOfType<FollowResult.Followed>();
            ShouldBeSame(followed.Job.Job, job, JobJson.Default.Job);
            followed.Job.Deliveries.ShouldBeEmpty();
            Time.Advance(TimeSpan.FromSeconds(10));
        }

        (await JobAsync(job.Id)).Version.ShouldBe(job.Version);
        (await Ledger.ListEventsAsync(job.Id, Ct)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_else_takes_a_followed_job_for_its_due_time_while_its_follower_is_alive()
    {
        var other = await OpenAnotherAsync();
        var job = await QueuedAsync();
        var end = Now.AddMinutes(1);
        await FollowAsync(job.Id, "p1");

        (await other.FollowAsync(job.Id, "p2", Now.AddSeconds(59), Now.AddMinutes(2), Ct)).ShouldBe(new FollowResult.Later(end));
        (await other.ClaimAsync(job.Id, "p2", Now.AddSeconds(59), Now.AddMinutes(2), false, Ct)).ShouldBeNull();
        (await other.ListJobsAsync(job.RequestId, Ct))[0].NextTickAt.ShouldBe(end);
        (await other.ListPendingAsync(Ct)).ShouldContain(new PendingTick(job.Id, end, "p1"));

        (await other.FollowAsync(job.Id, "p2", Now.AddSeconds(60), Now.AddMinutes(2), Ct)).ShouldBeOfType<FollowResult.Followed>();
        (await FollowAsync(job.Id, "p1")).ShouldBe(new FollowResult.Later(Now.AddMinutes(2)));
    }

    [Fact]
    public async Task A_silent_followers_job_can_be_claimed_for_its_due_time_and_its_claimer_follows_it_from_then_on()
    {
        var job = await QueuedAsync();
        await FollowAsync(job.Id, "p1");
        Time.Advance(TimeSpan.FromMinutes(1));

        (await ClaimAsync(job.Id, "p2", wake: false)).ShouldNotBeNull();
        await StepAsync(job, JobState.Running, next: Now);

        (await FollowAsync(job.Id, "p1")).ShouldBe(new FollowResult.Later(Now.AddMinutes(1)));
        (await FollowAsync(job.Id, "p2")).ShouldBeOfType<FollowResult.Followed>();
    }

    [Fact]
    public async Task The_life_of_a_follower_is_one_for_all_its_jobs()
    {
        var other = await OpenAnotherAsync();
        var jobs = await CreateAsync();
        var (first, second) = (await StepAsync(jobs[0], JobState.Queued, next: Now), await StepAsync(jobs[1], JobState.Queued, next: Now));
        await FollowAsync(first.Id, "p1");
        Time.Advance(TimeSpan.FromSeconds(50));
        await FollowAsync(second.Id, "p1");

        (await other.FollowAsync(first.Id, "p2", Now.AddSeconds(59), Now.AddMinutes(2), Ct)).ShouldBe(new FollowResult.Later(Now.AddMinutes(1)));
    }

    [Fact]
    public async Task A_followed_job_that_is_woken_needs_a_claim_which_anybody_takes()
    {
        var other = await OpenAnotherAsync();
        var job = await QueuedAsync();
        await FollowAsync(job.Id, "p1");
        await other.ReceiveAsync(Samples.Delivery("d1", job.Id, Now), Ct);

        (await FollowAsync(job.Id, "p1")).ShouldBeOfType<FollowResult.NeedsClaim>();
        (await other.ListPendingAsync(Ct)).ShouldContain(new PendingTick(job.Id, Now));
        (await other.ClaimAsync(job.Id, "p2", Now, Now.AddMinutes(1), false, Ct)).ShouldNotBeNull().Deliveries.Length.ShouldBe(1);
        (await FollowAsync(job.Id, "p1")).ShouldBeOfType<FollowResult.NeedsClaim>("it is claimed");
    }

    [Fact]
    public async Task A_delivery_that_a_step_left_needs_a_claim()
    {
        var job = await QueuedAsync();
        await Ledger.ReceiveAsync(Samples.Delivery("d1", job.Id, Now), Ct);
        await ClaimAsync(job.Id, "p1");
        await Ledger.ExtendAsync(job.Id, "p1", Now, Ct);

        (await FollowAsync(job.Id, "p1")).ShouldBeOfType<FollowResult.NeedsClaim>();
    }

    [Fact]
    public async Task What_is_not_only_to_be_looked_at_needs_a_claim()
    {
        var jobs = await CreateAsync();
        await StepAsync(jobs[1], JobState.Downloading, next: Now);
        await StepAsync(jobs[2], JobState.Failed);

        foreach (var job in jobs)
        {
            (await FollowAsync(job.Id, "p1")).ShouldBeOfType<FollowResult.NeedsClaim>(job.Id);
        }

        (await FollowAsync("job_none", "p1")).ShouldBeOfType<FollowResult.NeedsClaim>();
        var queued = (await CreateAsync("b", segments: 1))[0];
        await StepAsync(queued, JobState.Queued, next: Now);
        await Ledger.RequestCancelAsync("req_b", Now, Ct);
        await ClaimAsync(queued.Id, "p1");
        await Ledger.ExtendAsync(queued.Id, "p1", Now, Ct);
        (await FollowAsync(queued.Id, "p1")).ShouldBeOfType<FollowResult.NeedsClaim>("its caller wants it cancelled");
    }

    [Fact]
    public async Task A_job_is_followed_from_its_time_on()
    {
        var job = (await CreateAsync())[0];
        await StepAsync(job, JobState.Queued, next: Now.AddSeconds(10));

        (await FollowAsync(job.Id, "p1")).ShouldBe(new FollowResult.Later(Now.AddSeconds(10)));
        Time.Advance(TimeSpan.FromSeconds(10));
        (await FollowAsync(job.Id, "p1")).ShouldBeOfType<FollowResult.Followed>();
    }

    [Fact]
    public async Task A_claim_that_is_given_back_ends_the_following()
    {
        var other = await OpenAnotherAsync();
        var job = await QueuedAsync();
        await FollowAsync(job.Id, "p1");
        await ClaimAsync(job.Id, "p1");

        await Ledger.ExtendAsync(job.Id, "p1", Now.AddMinutes(2), Ct);
        (await other.FindJobAsync(job.Id, Ct))!.NextTickAt.ShouldBe(Now.AddMinutes(2));
        await Ledger.ExtendAsync(job.Id, "p1", Now, Ct);

        (await other.FollowAsync(job.Id, "p2", Now, Now.AddMinutes(1), Ct)).ShouldBeOfType<FollowResult.Followed>();
    }

    [Fact]
    public async Task What_a_dead_process_followed_is_free_when_somebody_looks_for_what_is_pending()
    {
        var dying = await OpenAnotherAsync();
        var job = await QueuedAsync();
        (await dying.FollowAsync(job.Id, "dead", Now, Now.AddMinutes(1), Ct)).ShouldBeOfType<FollowResult.Followed>();
        await EndAsync(dying);

        (await Ledger.ListPendingAsync(Ct)).ShouldContain(new PendingTick(job.Id, Now));
        (await FollowAsync(job.Id, "p1")).ShouldBeOfType<FollowResult.Followed>();
    }

    [Fact]
    public async Task A_job_that_is_done_at_the_provider_is_followed_by_nobody()
    {
        var other = await OpenAnotherAsync();
        var job = await QueuedAsync();
        await FollowAsync(job.Id, "p1");

        await StepAsync(job, JobState.Downloading, next: Now);

        (await other.ListPendingAsync(Ct)).ShouldContain(new PendingTick(job.Id, Now));
        (await other.ClaimAsync(job.Id, "p2", Now, Now.AddMinutes(1), false, Ct)).ShouldNotBeNull();
    }

    private async Task<Job> QueuedAsync() => await StepAsync((await CreateAsync())[0], JobState.Queued, next: Now);

    private ValueTask<FollowResult> FollowAsync(string jobId, string owner) => Ledger.FollowAsync(jobId, owner, Now, Now.AddMinutes(1), Ct);
}
