using System.Globalization;
using Shouldly;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Providers;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_new_request_is_there_with_its_jobs_planned_and_due()
    {
        var jobs = await CreateAsync();

        jobs.Select(job => job.SegmentId).ShouldBe(["SEGMENT_1", "SEGMENT_2", "SEGMENT_3"]);
        jobs.ShouldAllBe(job => job.State == JobState.Planned && job.Version == 1 && job.NextTickAt == Samples.Start);
        (await Ledger.ListPendingAsync(Ct)).Select(tick => tick.JobId).ShouldBe(jobs.Select(job => job.Id));
        var first = (await Ledger.ListEventsAsync("job_a_0", Ct)).ShouldHaveSingleItem();
        (first.To, first.Sequence, first.Source, first.Message).ShouldBe((JobState.Planned, 1, EventSource.Caller, "Planned."));
    }

    [Fact]
    public async Task A_request_comes_back_as_it_was_given()
    {
        var given = Samples.Request(segments: 0);
        given = given with
        {
            Request = given.Request with { RequestKey = "k", TraceParent = "00-1-2-01", OnFailure = VideoGen.Contract.OnFailure.Settle },
        };
        await Ledger.CreateAsync(given, Ct);

        ShouldBeSame((await Ledger.FindRequestAsync("req_a", Ct))!, given.Request, JobJson.Default.RequestRecord);
        KeyedRequest keyed = (await Ledger.FindRequestByKeyAsync("k", Ct)).ShouldNotBeNull();
        ShouldBeSame(keyed.Request, given.Request, JobJson.Default.RequestRecord);
        keyed.InputHash.ShouldBe(given.Request.InputHash);
    }

    [Fact]
    public async Task A_job_comes_back_as_it_was_given_with_exact_money_and_times_to_the_microsecond()
    {
        var time = DateTimeOffset.Parse("2026-03-01T23:59:59.123457Z", CultureInfo.InvariantCulture);
        var job = Samples.Job() with
        {
            Prompt = "كاميرا ثابتة 🎥 \"quoted\" {{text}}\nline\0end",
            Stills = [new FrameStill("f1", "https://x.test/f1.png", "/tmp/f1.png", "00ff", "image/png", 1280, 720, 1 << 20)],
            ReservedUsd = 0.1234567890123456789m,
            BilledUsd = 7_922_816.25142643m,
            WantedSeconds = 2.9999999999m,
            ProviderJob = new ProviderJob("r-1", "m") { StatusUrl = new Uri("https://x.test/s?a=b") },
            Failure = new JobFailure(FailureError.ContentRejected, "no", Billed.Unknown, "ask"),
            CreatedAt = time,
            SubmittedAt = time,
            NextTickAt = time,
        };
        var given = Samples.Request(segments: 0, at: time);
        await Ledger.CreateAsync(given with { Jobs = [job] }, Ct);

        ShouldBeSame(await JobAsync(job.Id), job, JobJson.Default.Job);
    }

    [Fact]
    public async Task What_was_never_given_is_not_found()
    {
        (await Ledger.FindRequestAsync("req_none", Ct)).ShouldBeNull();
        (await Ledger.FindRequestByKeyAsync("none", Ct)).ShouldBeNull();
        (await Ledger.FindJobAsync("job_none", Ct)).ShouldBeNull();
        (await Ledger.ListJobsAsync("req_none", Ct)).ShouldBeEmpty();
        (await Ledger.ListEventsAsync("job_none", Ct)).ShouldBeEmpty();
        (await Ledger.ListPendingAsync(Ct)).ShouldBeEmpty();
        (await Ledger.ListRequestsAsync(10, Ct)).ShouldBeEmpty();
        (await Ledger.ListRequestsOfAsync("token:ann", 10, Ct)).ShouldBeEmpty();
        (await Ledger.FindJobOfClipAsync("projects/x.mp4", Ct)).ShouldBeNull();
        (await Ledger.CountPendingAsync(Ct)).ShouldBe(0);
        (await Ledger.ListNewestJobsAsync(10, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_begin_with_the_newest_and_keep_to_the_limit()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await CreateAsync(name, 2);
        }

        (await Ledger.ListRequestsAsync(2, Ct)).Select(request => request.Id).ShouldBe(["req_c", "req_b"]);
        (await Ledger.ListNewestJobsAsync(3, Ct)).Select(job => job.Id).ShouldBe(["job_c_1", "job_c_0", "job_b_1"]);
    }

    [Fact]
    public async Task A_caller_lists_its_own_requests_whatever_others_ordered_since()
    {
        foreach (var (name, caller) in new[] { ("a", "token:ann"), ("b", "token:ann"), ("c", "token:bob"), ("d", null), ("e", "token:ann"), ("f", "token:ann ") })
        {
            var given = Samples.Request(name, segments: 0);
            await Ledger.CreateAsync(given with { Request = given.Request with { Caller = caller } }, Ct);
        }

        (await Ledger.ListRequestsOfAsync("token:ann", 2, Ct)).Select(request => request.Id).ShouldBe(["req_e", "req_b"]);
        (await Ledger.ListRequestsOfAsync("token:ann", 9, Ct)).Select(request => request.Id).ShouldBe(["req_e", "req_b", "req_a"]);
        (await Ledger.ListRequestsOfAsync("token:bob", 9, Ct)).ShouldHaveSingleItem().Caller.ShouldBe("token:bob");
        (await Ledger.ListRequestsOfAsync("token:nobody", 9, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clip_is_found_by_its_path_once_it_is_stored()
    {
        var job = (await CreateAsync("a", 2))[0];
        var clip = Samples.Clip();
        (await Ledger.FindJobOfClipAsync(clip.Path, Ct)).ShouldBeNull();

        (await Ledger.CommitAsync(Samples.Step(job with { Clip = clip with { Stored = false } }, JobState.Downloading), Ct)).ShouldBeTrue();
        (await Ledger.FindJobOfClipAsync(clip.Path, Ct)).ShouldBeNull();

        (await Ledger.CommitAsync(Samples.Step((await JobAsync(job.Id)) with { Clip = clip }, JobState.Succeeded), Ct)).ShouldBeTrue();
        (await Ledger.FindJobOfClipAsync(clip.Path, Ct))!.Id.ShouldBe(job.Id);
        (await Ledger.FindJobOfClipAsync(clip.Path.ToUpperInvariant(), Ct)).ShouldBeNull();
        (await Ledger.CountPendingAsync(Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_the_same_input_finds_the_first_request_and_writes_nothing()
    {
        var first = Keyed("a", "key", "hash");
        await Ledger.CreateAsync(first, Ct);

        var again = await Ledger.CreateAsync(Keyed("b", "key", "hash"), Ct);

        again.ShouldBeOfType<CreateResult.Existing>().Request.Id.ShouldBe("req_a");
        (await Ledger.ListRequestsAsync(10, Ct)).Length.ShouldBe(1);
        (await Ledger.ListPendingAsync(Ct)).Length.ShouldBe(first.Jobs.Length);
    }

    [Fact]
    public async Task The_same_key_with_other_input_is_taken_and_writes_nothing()
    {
        await Ledger.CreateAsync(Keyed("a", "key", "hash"), Ct);

        var other = await Ledger.CreateAsync(Keyed("b", "key", "other"), Ct);

        other.ShouldBeOfType<CreateResult.KeyTaken>().Request.Id.ShouldBe("req_a");
        (await Ledger.FindRequestAsync("req_b", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_that_use_a_key_at_once_one_is_accepted()
    {
        var other = await OpenAnotherAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).CreateAsync(Keyed($"r{i}", "key", "hash"), Ct)));

        results.Count(result => result is CreateResult.Created).ShouldBe(1);
        results.Count(result => result is CreateResult.Existing).ShouldBe(19);
    }

    [Fact]
    public async Task The_same_order_joins_what_is_still_being_made_and_writes_nothing()
    {
        var first = Ordered("a");
        await Ledger.CreateAsync(first, Ct);

        (await Ledger.CreateAsync(Ordered("b"), Ct)).ShouldBeOfType<CreateResult.Joined>().Request.Id.ShouldBe("req_a");
        (await Ledger.CreateAsync(Ordered("c", order: "another"), Ct)).ShouldBeOfType<CreateResult.Created>();
        (await Ledger.FindRequestAsync("req_b", Ct)).ShouldBeNull();
        (await Ledger.ListPendingAsync(Ct)).Length.ShouldBe(2 * first.Jobs.Length);
    }

    [Fact]
    public async Task Orders_without_a_hash_are_never_the_same()
    {
        await Ledger.CreateAsync(Samples.Request("a"), Ct);

        (await Ledger.CreateAsync(Samples.Request("b"), Ct)).ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task Another_take_is_made_beside_the_first_and_the_newest_is_joined()
    {
        await Ledger.CreateAsync(Ordered("a"), Ct);

        (await Ledger.CreateAsync(Ordered("b") with { AnotherTake = true }, Ct)).ShouldBeOfType<CreateResult.Created>();
        (await Ledger.CreateAsync(Ordered("c"), Ct)).ShouldBeOfType<CreateResult.Joined>().Request.Id.ShouldBe("req_b");
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task An_order_is_joined_until_every_job_has_ended(JobState state)
    {
        await Ledger.CreateAsync(Ordered("a", segments: 2), Ct);
        var jobs = await Ledger.ListJobsAsync("req_a", Ct);
        (await Ledger.CommitAsync(Samples.Step(jobs[0], JobState.Failed), Ct)).ShouldBeTrue();
        var step = Samples.Step(jobs[1], state);
        (await Ledger.CommitAsync(step, Ct)).ShouldBeTrue();

        var again = await Ledger.CreateAsync(Ordered("b", segments: 2), Ct);

        (again is CreateResult.Created).ShouldBe(step.Next.IsTerminal);
    }

    [Fact]
    public async Task What_is_to_be_cancelled_is_not_joined()
    {
        await Ledger.CreateAsync(Ordered("a"), Ct);
        await Ledger.RequestCancelAsync("req_a", Samples.Start, Ct);

        (await Ledger.CreateAsync(Ordered("b"), Ct)).ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task Another_key_makes_the_same_order_no_other_and_changes_nothing_of_the_request()
    {
        NewRequest first = Ordered("a", key: "one");
        await Ledger.CreateAsync(first, Ct);

        RequestRecord joined = (await Ledger.CreateAsync(Ordered("b", key: "two"), Ct)).ShouldBeOfType<CreateResult.Joined>().Request;

        ShouldBeSame(joined, first.Request, JobJson.Default.RequestRecord);
        ShouldBeSame((await Ledger.FindRequestByKeyAsync("one", Ct))!.Request, first.Request, JobJson.Default.RequestRecord);
        ShouldBeSame((await Ledger.FindRequestAsync("req_a", Ct))!, first.Request, JobJson.Default.RequestRecord);
        (await Ledger.CreateAsync(Ordered("c", key: "three") with { AnotherTake = true }, Ct)).ShouldBeOfType<CreateResult.Created>();
        (await Ledger.ListPendingAsync(Ct)).Length.ShouldBe(2 * first.Jobs.Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("one")]
    public async Task Every_key_that_joined_finds_the_request_ever_after_and_with_its_own_input(string? key)
    {
        var given = Ordered("a", key: key, segments: 1);
        await Ledger.CreateAsync(given, Ct);
        (await Ledger.CreateAsync(Ordered("b", key: "two", segments: 1), Ct)).ShouldBeOfType<CreateResult.Joined>().Request.Id.ShouldBe("req_a");
        (await Ledger.CreateAsync(Ordered("c", key: "three", segments: 1), Ct)).ShouldBeOfType<CreateResult.Joined>().Request.Id.ShouldBe("req_a");
        (await Ledger.CommitAsync(Samples.Step((await Ledger.ListJobsAsync("req_a", Ct))[0], JobState.Succeeded), Ct)).ShouldBeTrue();
        ILedger other = await OpenAnotherAsync();

        foreach ((string name, string joined) in new[] { ("b", "two"), ("c", "three") })
        {
            KeyedRequest known = (await other.FindRequestByKeyAsync(joined, Ct)).ShouldNotBeNull();
            (known.Request.Id, known.InputHash).ShouldBe(("req_a", $"input-{name}"));
            (await other.CreateAsync(Keyed("d", joined, $"input-{name}"), Ct)).ShouldBeOfType<CreateResult.Existing>().Request.Id.ShouldBe("req_a");
            (await Ledger.CreateAsync(Keyed("d", joined, "input-a"), Ct)).ShouldBeOfType<CreateResult.KeyTaken>("another order's input").Request.Id.ShouldBe("req_a");
            (await Ledger.CreateAsync(Keyed("d", joined, $"input-{name}") with { AnotherTake = true }, Ct)).ShouldBeOfType<CreateResult.Existing>();
        }

        (await Ledger.ListRequestsAsync(9, Ct)).ShouldHaveSingleItem().RequestKey.ShouldBe(key);
        (await Ledger.FindRequestByKeyAsync("four", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_that_was_used_before_joins_nothing_and_stays_where_it_was()
    {
        await Ledger.CreateAsync(Ordered("a", order: "earlier", key: "one"), Ct);
        await Ledger.CreateAsync(Ordered("b", key: "two"), Ct);
        await Ledger.CreateAsync(Ordered("c", order: "earlier", key: "three"), Ct);

        foreach (string used in new[] { "one", "three" })
        {
            (await Ledger.CreateAsync(Ordered("d", key: used), Ct)).ShouldBeOfType<CreateResult.KeyTaken>().Request.Id.ShouldBe("req_a");
            (await Ledger.FindRequestByKeyAsync(used, Ct))!.Request.Id.ShouldBe("req_a");
        }
    }

    [Fact]
    public async Task A_key_that_joined_stays_with_its_request_when_that_is_cancelled()
    {
        await Ledger.CreateAsync(Ordered("a", key: "one"), Ct);
        await Ledger.CreateAsync(Ordered("b", key: "two"), Ct);
        await Ledger.RequestCancelAsync("req_a", Samples.Start, Ct);

        RequestRecord known = (await Ledger.CreateAsync(Ordered("b", key: "two"), Ct)).ShouldBeOfType<CreateResult.Existing>().Request;

        (known.Id, known.CancelRequestedAt).ShouldBe(("req_a", Samples.Start));
    }

    [Fact]
    public async Task Of_many_that_join_with_one_key_at_once_all_are_answered_with_the_request()
    {
        await Ledger.CreateAsync(Ordered("a", key: "one"), Ct);
        var other = await OpenAnotherAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).CreateAsync(Ordered("b", key: "two"), Ct)));

        results.Count(result => result is CreateResult.Joined).ShouldBe(1);
        results.OfType<CreateResult.Existing>().Count(existing => existing.Request.Id == "req_a").ShouldBe(19);
    }

    [Fact]
    public async Task Of_many_that_order_the_same_at_once_with_a_key_each_one_is_accepted()
    {
        var other = await OpenAnotherAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).CreateAsync(Ordered($"r{i}", key: $"key-{i}"), Ct)));

        results.Count(result => result is CreateResult.Created).ShouldBe(1);
        results.OfType<CreateResult.Joined>().Select(joined => joined.Request.RequestKey).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        (await Ledger.ListRequestsAsync(50, Ct)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_that_order_the_same_at_once_one_is_accepted()
    {
        var other = await OpenAnotherAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Ledger : other).CreateAsync(Ordered($"r{i}"), Ct)));

        results.Count(result => result is CreateResult.Created).ShouldBe(1);
        results.OfType<CreateResult.Joined>().Select(joined => joined.Request.Id).Distinct().ShouldHaveSingleItem();
        (await Ledger.ListRequestsAsync(50, Ct)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_joined_passes_every_cap_and_every_limit()
    {
        await Ledger.CreateAsync(Ordered("a"), Ct);

        var again = await Ledger.CreateAsync(Ordered("b") with { DayCapUsd = 0.1m, ProjectCapUsd = 0.1m, MaxInFlight = 1 }, Ct);

        again.ShouldBeOfType<CreateResult.Joined>();
    }

    private static NewRequest Ordered(string name, string order = "order", string? key = null, int segments = 3)
    {
        var request = Samples.Request(name, segments);
        return request with { Request = request.Request with { OrderHash = order, RequestKey = key } };
    }

    private static NewRequest Keyed(string name, string key, string hash)
    {
        var request = Samples.Request(name);
        return request with { Request = request.Request with { RequestKey = key, InputHash = hash } };
    }
}
