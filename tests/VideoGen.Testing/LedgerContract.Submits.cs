using Shouldly;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    /// <summary>Every state of a job.</summary>
    public static TheoryData<JobState> EveryState => [.. Enum.GetValues<JobState>()];

    [Fact]
    public async Task The_intent_to_submit_is_written_and_the_claim_kept()
    {
        var job = (await CreateAsync())[0];
        await ClaimAsync(job.Id, "p1");
        var intent = Samples.Step(job, JobState.Submitting);

        (await Ledger.BeginSubmitAsync(intent, 1, Ct)).ShouldBe(BeginSubmitResult.Begun);

        ShouldBeSame(await JobAsync(job.Id), intent.Next with { NextTickAt = Now.AddMinutes(1) }, JobJson.Default.Job);
        (await Ledger.ListEventsAsync(job.Id, Ct)).Last().To.ShouldBe(JobState.Submitting);
        (await ClaimAsync(job.Id, "p2")).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task A_sibling_keeps_a_place_while_it_is_at_the_provider(JobState state)
    {
        var jobs = await CreateAsync();
        var sibling = await StepAsync(jobs[1], state); // comes later, so that only the provider counts

        var result = await Ledger.BeginSubmitAsync(Samples.Step(jobs[0], JobState.Submitting), 1, Ct);

        result.ShouldBe(sibling.IsAtProvider ? BeginSubmitResult.Busy : BeginSubmitResult.Begun);
        (await JobAsync(jobs[0].Id)).State.ShouldBe(sibling.IsAtProvider ? JobState.Planned : JobState.Submitting);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public async Task Siblings_that_come_first_keep_their_places(int maxParallel, int begun)
    {
        var jobs = await CreateAsync();

        var results = new List<BeginSubmitResult>();
        foreach (var job in jobs.Reverse())
        {
            results.Add(await Ledger.BeginSubmitAsync(Samples.Step(job, JobState.Submitting), maxParallel, Ct));
        }

        results.TakeLast(begun).ShouldAllBe(result => result == BeginSubmitResult.Begun);
        results.SkipLast(begun).ShouldAllBe(result => result == BeginSubmitResult.Busy);
    }

    [Fact]
    public async Task Jobs_of_another_request_keep_no_place()
    {
        var job = (await CreateAsync())[0];
        await StepAsync((await CreateAsync("b"))[0], JobState.Running);

        (await Ledger.BeginSubmitAsync(Samples.Step(job, JobState.Submitting), 1, Ct)).ShouldBe(BeginSubmitResult.Begun);
    }

    [Fact]
    public async Task Nothing_is_submitted_for_a_halted_request()
    {
        var jobs = await CreateAsync();
        await Ledger.CommitAsync(Samples.Step(jobs[0], JobState.Failed) with { HaltRequest = true }, Ct);

        (await Ledger.BeginSubmitAsync(Samples.Step(jobs[1], JobState.Submitting), 3, Ct)).ShouldBe(BeginSubmitResult.Halted);

        (await JobAsync(jobs[1].Id)).State.ShouldBe(JobState.Planned);
    }

    [Fact]
    public async Task Nothing_is_submitted_for_a_cancelled_request()
    {
        var jobs = await CreateAsync();
        await Ledger.RequestCancelAsync("req_a", Now, Ct);

        (await Ledger.BeginSubmitAsync(Samples.Step(jobs[1], JobState.Submitting), 3, Ct)).ShouldBe(BeginSubmitResult.Halted);
    }

    [Fact]
    public async Task A_job_is_submitted_once()
    {
        var other = await OpenAnotherAsync();
        var job = (await CreateAsync())[0];

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).BeginSubmitAsync(Samples.Step(job, JobState.Submitting), 3, Ct)));

        results.Count(result => result is BeginSubmitResult.Begun).ShouldBe(1);
        results.Count(result => result is BeginSubmitResult.Conflict).ShouldBe(19);
    }

    [Fact]
    public async Task Siblings_that_submit_at_once_keep_to_the_limit()
    {
        var other = await OpenAnotherAsync();
        var jobs = await CreateAsync(segments: 10);

        var results = await Task.WhenAll(jobs.Select(async (job, i) =>
            await (i % 2 == 0 ? Ledger : other).BeginSubmitAsync(Samples.Step(job, JobState.Submitting), 3, Ct)));

        results.Count(result => result is BeginSubmitResult.Begun).ShouldBe(3);
        results.Count(result => result is BeginSubmitResult.Busy).ShouldBe(7);
    }

    [Fact]
    public async Task Cancelling_makes_unfinished_jobs_due_now_and_says_so()
    {
        var jobs = await CreateAsync();
        await StepAsync(jobs[0], JobState.Running, next: Now.AddHours(1));
        await StepAsync(jobs[1], JobState.Succeeded);
        Time.Advance(TimeSpan.FromSeconds(3));

        (await Ledger.RequestCancelAsync("req_a", Now, Ct)).ShouldBeTrue();

        (await ClaimAsync(jobs[0].Id, wake: false)).ShouldNotBeNull().CancelRequested.ShouldBeTrue();
        (await ClaimAsync(jobs[1].Id)).ShouldBeNull();
        (await Ledger.FindRequestAsync("req_a", Ct))!.CancelRequestedAt.ShouldBe(Now);
    }

    [Fact]
    public async Task Cancelling_again_keeps_the_first_time_and_cancelling_nothing_is_told()
    {
        await CreateAsync();
        await Ledger.RequestCancelAsync("req_a", Now, Ct);

        (await Ledger.RequestCancelAsync("req_a", Now.AddMinutes(1), Ct)).ShouldBeTrue();
        (await Ledger.RequestCancelAsync("req_none", Now, Ct)).ShouldBeFalse();

        (await Ledger.FindRequestAsync("req_a", Ct))!.CancelRequestedAt.ShouldBe(Samples.Start);
    }
}
