using System.Collections.Immutable;
using Shouldly;
using VideoGen.Catalog;
using VideoGen.Jobs;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_request_that_just_fits_a_cap_is_accepted_and_the_next_is_not()
    {
        (await CreateCappedAsync("a", projectCap: 1.2m)).ShouldBeOfType<CreateResult.Created>();

        ReachedCaps(await CreateCappedAsync("b", projectCap: 1.2m)).ShouldBe([new("project_cap_usd", 1.2m, 1.2m)]);

        (await Ledger.FindRequestAsync("req_b", Ct)).ShouldBeNull();
        (await Ledger.ListJobsAsync("req_b", Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cap_needs_room_for_what_comes_after_a_request_and_sets_nothing_aside_for_it()
    {
        NewRequest first = Samples.Request("a") with { ProjectCapUsd = 2.4m, ToComeUsd = 1.3m };

        ReachedCaps(await Ledger.CreateAsync(first, Ct)).ShouldBe([new("project_cap_usd", 2.4m, 0m)]);
        ReachedCaps(await Ledger.CreateAsync(first with { ProjectCapUsd = null, DayCapUsd = 2.4m }, Ct)).ShouldBe([new("day_cap_usd", 2.4m, 0m)]);
        (await Ledger.CreateAsync(first with { ToComeUsd = 1.2m }, Ct)).ShouldBeOfType<CreateResult.Created>();
        (await CreateCappedAsync("b", projectCap: 2.4m)).ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task What_comes_later_at_another_provider_weighs_on_the_caps_of_all_alone()
    {
        ProviderCaps own = new(Samples.Job().Provider, 2m, 1.9m);
        NewRequest first = Samples.Request("a") with { ToComeUsd = 1.3m, ToComeAtProviderUsd = 0.5m, ProviderCaps = own };

        (await Ledger.CheckCapsAsync(first.Caps, Ct)).ShouldBeEmpty();
        (await Ledger.CheckCapsAsync((first with { ToComeAtProviderUsd = null }).Caps, Ct)).Select(cap => cap.Provider).ShouldBe([own.Provider, own.Provider]);
        ReachedCaps(await Ledger.CreateAsync(first with { DayCapUsd = 2.4m }, Ct)).ShouldBe([new("day_cap_usd", 2.4m, 0m)]);
        ReachedCaps(await Ledger.CreateAsync(first with { ToComeAtProviderUsd = 0.8m }, Ct)).ShouldBe([new("day_cap_usd", 1.9m, 0m) { Provider = own.Provider }]);
        (await Ledger.CreateAsync(first, Ct)).ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task Both_caps_that_are_reached_are_told()
    {
        await CreateCappedAsync("a");
        ReachedCaps(await CreateCappedAsync("b", projectCap: 2m, dayCap: 1.9m)).ShouldBe([new("project_cap_usd", 2m, 1.2m), new("day_cap_usd", 1.9m, 1.2m)]);
    }

    [Fact]
    public async Task A_providers_caps_count_its_own_jobs_and_those_of_all_count_every_job()
    {
        await CreateCappedAsync("a");
        ProviderCaps own = new(Samples.Job().Provider, 2m, 1.9m), other = new("another", 2m, 1.9m);
        NewRequest next = Samples.Request("b");

        ReachedCaps(await Ledger.CreateAsync(next with { ProviderCaps = own }, Ct)).ShouldBe(
            [new("project_cap_usd", 2m, 1.2m) { Provider = own.Provider }, new("day_cap_usd", 1.9m, 1.2m) { Provider = own.Provider }]);
        (await Ledger.CheckCapsAsync((next with { ProviderCaps = other }).Caps, Ct)).ShouldBeEmpty();
        ReachedCaps(await Ledger.CreateAsync(next with { ProviderCaps = other, DayCapUsd = 2.3m }, Ct)).ShouldBe([new("day_cap_usd", 2.3m, 1.2m)]);
        (await Ledger.CreateAsync(next with { ProviderCaps = other with { DayCapUsd = 1.2m }, DayCapUsd = 2.4m }, Ct)).ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task A_project_cap_knows_no_other_project_and_every_day()
    {
        await CreateCappedAsync("a", projectCap: 2m);

        (await CreateCappedAsync("b", projectCap: 2m, project: "other")).ShouldBeOfType<CreateResult.Created>();
        (await CreateCappedAsync("c", projectCap: 2m, at: Samples.Start.AddDays(40))).ShouldBeOfType<CreateResult.CapsReached>();
    }

    [Fact]
    public async Task A_day_cap_counts_every_project_of_one_UTC_day()
    {
        var lateEvening = new DateTimeOffset(2026, 3, 1, 23, 59, 59, TimeSpan.Zero);
        await CreateCappedAsync("a", dayCap: 2m, at: lateEvening);

        ReachedCaps(await CreateCappedAsync("b", dayCap: 2m, project: "other", at: Samples.Start)).ShouldBe([new("day_cap_usd", 2m, 1.2m)]);
        (await CreateCappedAsync("c", dayCap: 2m, at: lateEvening.AddSeconds(1))).ShouldBeOfType<CreateResult.Created>();
        // The same moment in another zone is still that UTC day.
        (await CreateCappedAsync("d", dayCap: 2m, at: lateEvening.ToOffset(TimeSpan.FromHours(9))))
            .ShouldBeOfType<CreateResult.CapsReached>();
    }

    [Fact]
    public async Task What_was_billed_takes_the_place_of_what_was_reserved()
    {
        await CreateCappedAsync("a");
        var job = (await ClaimAsync("job_a_0"))!.Job;
        var settled = Samples.Step(job, JobState.Succeeded);
        await Ledger.CommitAsync(settled with { Next = settled.Next with { ReservedUsd = 0, BilledUsd = 0.1m } }, Ct);

        ReachedCaps(await CreateCappedAsync("b", projectCap: 2m)).ShouldBe([new("project_cap_usd", 2m, 0.9m)]);
        (await CreateCappedAsync("c", projectCap: 2.1m)).ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task A_bill_below_the_plan_counts_as_the_plan_and_no_bill_as_nothing()
    {
        await CreateCappedAsync("a");
        foreach ((string id, decimal billed) in new[] { ("job_a_0", 0.1m), ("job_a_1", 0m) })
        {
            var settled = Samples.Step((await ClaimAsync(id))!.Job, JobState.Succeeded);
            await Ledger.CommitAsync(
                settled with { Next = settled.Next with { ReservedUsd = 0, BilledUsd = billed, Price = new PresetPrice { UsdPerClip = 0.4m } } }, Ct);
        }

        ReachedCaps(await CreateCappedAsync("b", projectCap: 1.9m)).ShouldBe([new("project_cap_usd", 1.9m, 0.8m)]);
    }

    [Fact]
    public async Task What_ended_without_a_bill_is_listed_until_it_is_settled()
    {
        await CreateCappedAsync("a");
        foreach ((string id, JobState state, decimal? billed) in new (string, JobState, decimal?)[]
        {
            ("job_a_0", JobState.Failed, null), ("job_a_1", JobState.Cancelled, 0m), ("job_a_2", JobState.Expired, null),
        })
        {
            var end = Samples.Step((await ClaimAsync(id))!.Job, state);
            await Ledger.CommitAsync(end with { Next = end.Next with { BilledUsd = billed, ReservedUsd = billed is null ? 0.4m : 0 } }, Ct);
        }

        (await Ledger.ListUnsettledAsync(10, Ct)).Select(job => job.Id).ShouldBe(["job_a_2", "job_a_0"]);
        (await Ledger.ListUnsettledAsync(1, Ct)).Select(job => job.Id).ShouldBe(["job_a_2"]);

        var last = (await Ledger.FindJobAsync("job_a_2", Ct))!;
        var settled = new JobCommit(last with { Version = last.Version + 1, BilledUsd = 0.3m, ReservedUsd = 0 }, [new(Samples.Start, EventSource.Caller, "note", "Settled.")]);
        (await Ledger.CommitAsync(settled, Ct)).ShouldBeTrue();
        (await Ledger.ListUnsettledAsync(10, Ct)).Select(job => job.Id).ShouldBe(["job_a_0"]);
        ReachedCaps(await CreateCappedAsync("b", projectCap: 1.8m)).ShouldBe([new("project_cap_usd", 1.8m, 0.7m)]);
    }

    [Fact]
    public async Task What_costs_nothing_is_accepted_under_a_cap_that_is_used_up()
    {
        await CreateCappedAsync("a");
        var free = Samples.Request("b");

        var result = await Ledger.CreateAsync(
            free with { Jobs = [.. free.Jobs.Select(job => job with { ReservedUsd = 0 })], ProjectCapUsd = 0, DayCapUsd = 0 }, Ct);

        result.ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task Many_requests_at_once_do_not_pass_a_cap()
    {
        var other = await OpenAnotherAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).CreateAsync(Samples.Request($"r{i}") with { ProjectCapUsd = 6m }, Ct)));

        results.Count(result => result is CreateResult.Created).ShouldBe(5);
        results.Count(result => result is CreateResult.CapsReached).ShouldBe(15);
    }

    [Fact]
    public async Task No_more_jobs_are_in_flight_than_allowed_and_an_end_makes_room()
    {
        NewRequest first = Samples.Request("a", segments: 2);
        (await Ledger.CreateAsync(first with { MaxInFlight = 3 }, Ct)).ShouldBeOfType<CreateResult.Created>();
        NewRequest second = Samples.Request("b", segments: 2) with { MaxInFlight = 3 };

        (await Ledger.CreateAsync(second, Ct)).ShouldBe(new CreateResult.Full(3, 2));

        (await Ledger.FindRequestAsync(second.Request.Id, Ct)).ShouldBeNull();
        Job ended = first.Jobs[0] with { Version = 2, State = JobState.Cancelled, CompletedAt = Samples.Start, NextTickAt = null };
        (await Ledger.CommitAsync(new JobCommit(ended, []), Ct)).ShouldBeTrue();
        (await Ledger.CreateAsync(second, Ct)).ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task Many_requests_at_once_do_not_pass_the_limit_of_jobs_in_flight()
    {
        var other = await OpenAnotherAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).CreateAsync(Samples.Request($"r{i}", segments: 2) with { MaxInFlight = 11 }, Ct)));

        results.Count(result => result is CreateResult.Created).ShouldBe(5);
        results.Count(result => result is CreateResult.Full).ShouldBe(15);
    }

    [Fact]
    public async Task A_look_at_the_caps_says_what_an_order_would_and_sets_nothing_aside()
    {
        CapCheck check = (Samples.Request("b") with { ProjectCapUsd = 2m, DayCapUsd = 1.9m }).Caps;
        check.WantedUsd.ShouldBe(1.2m);
        (await Ledger.CheckCapsAsync(check, Ct)).ShouldBeEmpty();
        (await Ledger.CheckCapsAsync(check, Ct)).ShouldBeEmpty();
        await CreateCappedAsync("a");

        (await Ledger.CheckCapsAsync(check, Ct)).ShouldBe([new("project_cap_usd", 2m, 1.2m), new("day_cap_usd", 1.9m, 1.2m)]);

        (await Ledger.CheckCapsAsync(check with { WantedUsd = 0.75m }, Ct)).ShouldBe([new("day_cap_usd", 1.9m, 1.2m)]);
        (await Ledger.CheckCapsAsync(check with { ProjectId = null }, Ct)).ShouldBe([new("day_cap_usd", 1.9m, 1.2m)]);
        (await Ledger.CheckCapsAsync(check with { ProjectId = "other", At = check.At.AddDays(1) }, Ct)).ShouldBeEmpty();
        (await Ledger.CheckCapsAsync(check with { WantedUsd = 0, ProjectCapUsd = 0, DayCapUsd = 0 }, Ct)).ShouldBeEmpty();
    }

    private static ImmutableArray<ReachedCap> ReachedCaps(CreateResult result) => result.ShouldBeOfType<CreateResult.CapsReached>().Caps;

    private ValueTask<CreateResult> CreateCappedAsync(
        string name, decimal? projectCap = null, decimal? dayCap = null, string project = "atlas", DateTimeOffset? at = null)
    {
        var request = Samples.Request(name, at: at);
        return Ledger.CreateAsync(
            new NewRequest(
                request.Request with { ProjectId = project },
                [.. request.Jobs.Select(job => job with { ProjectId = project })],
                projectCap,
                dayCap),
            Ct);
    }
}
