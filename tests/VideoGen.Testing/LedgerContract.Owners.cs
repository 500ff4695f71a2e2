using System.Collections.Immutable;
using Shouldly;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    private const int Most = 1_000;

    [Fact]
    public async Task A_new_job_belongs_to_the_node_that_accepted_it_and_to_nobody_on_one_node()
    {
        var jobs = await CreateOwnedAsync("a", "n1");
        var free = await CreateAsync("b");

        (await OwnerAsync(jobs[0])).ShouldBe("n1");
        (await OwnerAsync(free[0])).ShouldBeNull();
        (await Owners.ListOwnedAsync("n1", Ct)).Select(t => t.JobId).ShouldBe(jobs.Select(j => j.Id), ignoreOrder: true);
        (await Owners.CountOwnedAsync(Ct)).ShouldBe(new Dictionary<string, int> { ["n1"] = 3, [""] = 3 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Jobs_are_taken_over_from_the_dead_and_from_nobody_never_from_the_living()
    {
        var dead = await CreateOwnedAsync("a", "n1");
        var living = await CreateOwnedAsync("b", "n2");
        var free = await CreateAsync("c");

        var over = await TakeOverAsync("n3", ["n2", "n3"], ["n1"]);

        (over.Taken.Length, over.Left).ShouldBe((3, 3), "half of what is left, since two live");
        (await TakeOverAsync("n3", ["n2", "n3"], ["n1"])).Left.ShouldBe(1);
        (await TakeOverAsync("n3", ["n2", "n3"], ["n1"])).Left.ShouldBe(0);
        foreach (var job in dead.Concat(free))
        {
            (await OwnerAsync(job)).ShouldBe("n3");
        }

        foreach (var job in living)
        {
            (await OwnerAsync(job)).ShouldBe("n2");
        }
    }

    [Fact]
    public async Task A_bite_is_bounded_and_the_bites_of_several_share_what_is_left()
    {
        await CreateOwnedAsync("a", "n1", segments: 9);

        (await TakeOverAsync("n2", ["n2", "n3"], ["n1"], most: 2)).ShouldSatisfyAllConditions(o => o.Taken.Length.ShouldBe(2), o => o.Left.ShouldBe(7));
        (await TakeOverAsync("n3", ["n2", "n3"], ["n1"])).ShouldSatisfyAllConditions(o => o.Taken.Length.ShouldBe(4), o => o.Left.ShouldBe(3));
        (await TakeOverAsync("n2", ["n2", "n3"], ["n1"])).ShouldSatisfyAllConditions(o => o.Taken.Length.ShouldBe(2), o => o.Left.ShouldBe(1));
    }

    [Fact]
    public async Task An_owner_that_nobody_knows_is_dead_only_when_its_process_is()
    {
        var other = await OpenAnotherAsync();
        (await other.CreateAsync(Samples.Request("a") with { Owner = "n1" }, Ct)).ShouldBeOfType<CreateResult.Created>();

        (await TakeOverAsync("n2", ["n2"], [])).ShouldSatisfyAllConditions(o => o.Taken.ShouldBeEmpty(), o => o.Left.ShouldBe(0));
        await EndAsync(other);
        (await TakeOverAsync("n2", ["n2"], [])).Taken.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Ownership_changes_no_version_so_that_no_step_under_way_fails()
    {
        var job = (await CreateOwnedAsync("a", "n1"))[0];
        await ClaimAsync(job.Id, "n1");

        await TakeOverAsync("n2", ["n2"], ["n1"]);

        (await JobAsync(job.Id)).Version.ShouldBe(job.Version);
        await StepAsync(job, JobState.Queued, next: Now);
        (await OwnerAsync(job)).ShouldBe("n2", "the step had lost its claim");
    }

    [Fact]
    public async Task A_claim_ends_with_the_ownership_of_its_dead_claimer_and_not_with_that_of_another()
    {
        var jobs = await CreateOwnedAsync("a", "n1");
        await ClaimAsync(jobs[0].Id, "n1");
        await ClaimAsync(jobs[1].Id, "n3");

        var over = await TakeOverAsync("n2", ["n2", "n3"], ["n1"]);
        over = over with { Taken = [.. over.Taken, .. (await TakeOverAsync("n2", ["n2", "n3"], ["n1"])).Taken] };

        over.Taken.ShouldContain(new PendingTick(jobs[0].Id, Now));
        over.Taken.ShouldContain(new PendingTick(jobs[1].Id, Now.AddMinutes(1)));
        (await ClaimAsync(jobs[0].Id, "n2", wake: false)).ShouldNotBeNull();
        (await ClaimAsync(jobs[1].Id, "n2", wake: false)).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_dead_claimed_of_a_living_nodes_jobs_is_free_again_and_what_the_living_claim_is_not()
    {
        var jobs = await CreateOwnedAsync("a", "n2");
        await ClaimAsync(jobs[0].Id, "n1");
        await ClaimAsync(jobs[1].Id, "n3");

        (await TakeOverAsync("n2", ["n2", "n3"], ["n0", "n1"])).Taken.ShouldBeEmpty();

        (await ClaimAsync(jobs[0].Id, "n2", wake: false)).ShouldNotBeNull();
        (await ClaimAsync(jobs[1].Id, "n2", wake: false)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_its_owner_takes_a_job_for_its_due_time_and_anybody_who_is_asked_to()
    {
        var jobs = await CreateOwnedAsync("a", "n1");
        await TakeOverAsync("n1", ["n1", "n2"], []);

        (await ClaimAsync(jobs[0].Id, "n2", wake: false)).ShouldBeNull();
        (await ClaimAsync(jobs[0].Id, "n1", wake: false)).ShouldNotBeNull();
        (await ClaimAsync(jobs[1].Id, "n2", wake: true)).ShouldNotBeNull();
        await Ledger.ReceiveAsync(Samples.Delivery("d1", jobs[2].Id, Now), Ct);
        (await ClaimAsync(jobs[2].Id, "n2", wake: false)).ShouldNotBeNull().Deliveries.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Who_commits_a_step_owns_the_job_and_who_gives_its_claim_back_does_not()
    {
        var jobs = await CreateOwnedAsync("a", "n1");
        await ClaimAsync(jobs[0].Id, "n2");
        await ClaimAsync(jobs[1].Id, "n2");

        await StepAsync(jobs[0], JobState.Queued, next: Now);
        await Ledger.ExtendAsync(jobs[1].Id, "n2", Now, Ct);

        (await OwnerAsync(jobs[0])).ShouldBe("n2");
        (await OwnerAsync(jobs[1])).ShouldBe("n1");
    }

    [Fact]
    public async Task The_owner_looks_without_writing_and_others_learn_that_the_job_is_elsewhere()
    {
        var other = await OpenAnotherAsync();
        var jobs = await CreateOwnedAsync("a", "n1");
        await ClaimAsync(jobs[0].Id, "n1");
        var job = await StepAsync(jobs[0], JobState.Queued, next: Now);

        for (int look = 0; look < 3; look++)
        {
            (await FollowAsync(job.Id, "n1")).ShouldBeOfType<FollowResult.Followed>();
        }

        (await other.FollowAsync(job.Id, "n2", Now, Now.AddMinutes(1), Ct)).ShouldBe(new FollowResult.Later(Now.AddMinutes(1)) { IsElsewhere = true });
        (await other.ListJobsAsync(job.RequestId, Ct))[0].NextTickAt.ShouldBe(Now.AddMinutes(1));
        (await JobAsync(job.Id)).Version.ShouldBe(job.Version);
        (await OwnerAsync(job)).ShouldBe("n1");
    }

    [Fact]
    public async Task A_program_that_knows_no_cluster_takes_up_what_a_silent_node_owns()
    {
        var jobs = await CreateOwnedAsync("a", "n1");
        await ClaimAsync(jobs[0].Id, "n1");
        var job = await StepAsync(jobs[0], JobState.Queued, next: Now);
        await FollowAsync(job.Id, "n1");

        Time.Advance(TimeSpan.FromMinutes(2));

        (await Ledger.ListPendingAsync(Ct)).First(t => t.JobId == job.Id).At.ShouldBeLessThanOrEqualTo(Now);
        (await FollowAsync(job.Id, "p1")).ShouldBeOfType<FollowResult.Followed>();
        (await OwnerAsync(job)).ShouldBe("p1");
    }

    [Fact]
    public async Task A_job_that_is_not_at_the_provider_yet_is_listed_with_its_time_however_long_its_owner_lives()
    {
        await TakeOverAsync("n1", ["n1"], []);
        var jobs = await CreateOwnedAsync("a", "n1");

        jobs.ShouldAllBe(j => j.NextTickAt == Now);
    }

    [Fact]
    public async Task What_a_node_gives_back_is_nobodys_and_an_ended_job_belongs_to_nobody()
    {
        var jobs = await CreateOwnedAsync("a", "n1");
        await ClaimAsync(jobs[0].Id, "n1");
        (await Ledger.CommitAsync(Samples.Step(jobs[0], JobState.Failed), Ct)).ShouldBeTrue();

        (await Owners.GiveBackAsync("n1", Ct)).ShouldBe(2);

        (await OwnerAsync(jobs[0])).ShouldBeNull();
        (await TakeOverAsync("n2", ["n2"], [])).Taken.Length.ShouldBe(2);
    }

    private IJobOwners Owners => (IJobOwners)Ledger;

    private async Task<Job[]> CreateOwnedAsync(string name, string owner, int segments = 3)
    {
        (await Ledger.CreateAsync(Samples.Request(name, segments) with { Owner = owner }, Ct)).ShouldBeOfType<CreateResult.Created>();
        return [.. await Ledger.ListJobsAsync($"req_{name}", Ct)];
    }

    private ValueTask<string?> OwnerAsync(Job job) => Owners.FindOwnerAsync(job.Id, Ct);

    private ValueTask<JobTakeOver> TakeOverAsync(string owner, ImmutableHashSet<string> living, ImmutableHashSet<string> dead, int most = Most) =>
        Owners.TakeOverAsync(owner, new NodeView(living, dead, MayAct: true), most, Now, Now.AddMinutes(1), Ct);
}
