using VideoGen.Catalog;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Telemetry;
using VideoGen.Testing;
using VideoGen.Testing.Providers;

namespace VideoGen.Tests.Synthesis;

/// <summary>What a move makes of the row: state, version, time, history, money.</summary>
public sealed class JobMoveTests
{
    private static readonly DateTimeOffset Now = Samples.Start.AddMinutes(5);
    private static readonly DateTimeOffset Later = Samples.Start.AddMinutes(9);

    /// <summary>4 s at $0.10 and $0.20 per clip: $0.60 are planned and set aside; a billed unit costs $0.15, so the plan is 4 units.</summary>
    private static readonly Job Running = Samples.Job() with
    {
        Version = 7,
        State = JobState.Running,
        Fault = "Could not be read.",
        Price = new PresetPrice { UsdPerSecond = 0.1m, UsdPerClip = 0.2m, Unit = new BillingUnit { Name = "credit", Usd = 0.15m, Source = "test" } },
        ReservedUsd = 0.6m,
        ProviderJob = ScriptedProvider.JobOf("job_a_0"),
    };

    private static readonly Job Free = Running with { Price = new PresetPrice(), ReservedUsd = 0 };

    [Fact]
    public void A_failed_job_keeps_no_facts_of_a_clip_that_was_fetched_once_and_is_not_there()
    {
        Job fetched = Running with { State = JobState.Downloading, Clip = Samples.Clip() with { StoreProblem = "The store is away." } };

        fetched.Fail(JobState.Failed, Failures.NotRead("A page came.", fetched), Now, EventSource.Agent).Next.Clip.ShouldBeNull();
    }

    [Fact]
    public void Another_state_is_a_new_version_with_a_line_of_history()
    {
        JobCommit commit = Running.To(JobState.Queued, Now, EventSource.Webhook, "Back in the queue.");

        commit.Next.ShouldBe(Running with { Version = 8, State = JobState.Queued, Fault = null });
        commit.Events.ShouldHaveSingleItem().ShouldBe(new JobEvent(Now, EventSource.Webhook, "state", "Back in the queue.") { From = JobState.Running, To = JobState.Queued });
        (commit.HaltRequest, commit.KeepClaim, commit.Handled.IsEmpty).ShouldBe((false, false, true));
    }

    [Fact]
    public void An_end_has_its_time_and_no_next_step()
    {
        Job ended = Running.To(JobState.Cancelled, Now, EventSource.Caller, "Stopped.").Next;

        (ended.CompletedAt, ended.NextTickAt).ShouldBe((Now, null));
        Running.To(JobState.Cancelled, Now, EventSource.Caller, "Stopped.").Due(Later).Next.NextTickAt.ShouldBeNull();
        Running.To(JobState.Queued, Now, EventSource.Caller, "Waits.").Due(Later).Next.NextTickAt.ShouldBe(Later);
    }

    [Fact]
    public void A_look_that_brings_nothing_new_writes_no_history()
    {
        JobCommit commit = Running.Again(Later);

        commit.Next.ShouldBe(Running with { Version = 8, NextTickAt = Later });
        commit.Events.ShouldBeEmpty();
        commit.ChangesRecord.ShouldBeFalse();
        commit.Note(Now, EventSource.Agent, "poll", "News.").ChangesRecord.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, 0.6, 4)]
    [InlineData(4.0, 0.6, 4)]
    [InlineData(2.0, 0.3, 2)] // half the price, half the seconds
    [InlineData(8.0, 1.2, 8)]
    [InlineData(0.0, 0, 0)]
    [InlineData(100_000.0, 15_000, 100_000)]
    [InlineData(100_001.0, 0.6, 4)] // a defect of the answer, not a bill
    [InlineData(-1.0, 0.6, 4)]
    public void A_finished_clip_is_paid_by_its_units(double? units, double usd, double seconds)
    {
        ProviderClip clip = ScriptedProvider.ClipOf("job_a_0") with { BilledUnits = (decimal?)units };

        JobCommit commit = Running.Finished(clip, Now, EventSource.Provider, "Done.");

        decimal? counted = units is >= 0 and <= 100_000 ? (decimal?)units : null;
        commit.Next.ShouldBe(Running with
        {
            Version = 8,
            State = JobState.Downloading,
            Fault = null,
            NextTickAt = Now,
            ProviderClip = clip,
            CompletedBy = CompletedBy.Sweep,
            ReservedUsd = 0,
            BilledUsd = (decimal)usd,
            BilledSeconds = (decimal)seconds,
            BilledUnits = counted,
        });
        commit.HaltRequest.ShouldBeFalse();
    }

    [Fact]
    public void A_finished_clip_ends_what_could_not_be_read()
    {
        Job unread = Running with { UnreadSince = Now, UnreachableReads = 3 };
        Job done = unread.Finished(ScriptedProvider.ClipOf("job_a_0") with { Response = "{}" }, Later, EventSource.Provider, "Done.").Next;
        (done.UnreadSince, done.UnreachableReads, done.ProviderClip!.Response).ShouldBe((null, 0, null));
    }

    [Fact]
    public void A_result_that_cannot_be_used_is_paid_where_it_says_its_units()
    {
        Running.Unread(new JobStatus.Unread("Cut off.")).ShouldBe(Running with { Fault = "Cut off." });
        Running.Unread(new JobStatus.Unread("Cut off.") { BilledUnits = 2 })
            .ShouldBe(Running with { Fault = "Cut off.", ReservedUsd = 0, BilledUsd = 0.3m, BilledSeconds = 2, BilledUnits = 2 });
    }

    [Fact]
    public void The_newest_answer_of_each_kind_is_kept()
    {
        Running.Keeping(new JobStatus.Queued(0)).ShouldBeSameAs(Running);

        Job asked = (Running with { Responses = new ProviderResponses { Submit = "s" } }).Keeping(new JobStatus.Queued(0) { Response = "queued" });
        asked.Responses.ShouldBe(new ProviderResponses { Submit = "s", Status = "queued" });
        Job unread = asked.Keeping(new JobStatus.Unread("Cut off.") { Result = "cut" });
        unread.Responses.ShouldBe(new ProviderResponses { Submit = "s", Status = "queued", Result = "cut" });
        Job running = unread.Keeping(new JobStatus.Running(null) { Response = "running" });
        running.Responses.ShouldBe(new ProviderResponses { Submit = "s", Status = "running", Result = "cut" });
        running.Keeping(new JobStatus.Succeeded(ScriptedProvider.ClipOf("job_a_0") with { Response = "clip" }) { Response = "done" }).Responses
            .ShouldBe(new ProviderResponses { Submit = "s", Status = "done", Result = "clip" });
        Running.Keeping(new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, "Refused.", Billed.No) { Response = "refusal" })).Responses
            .ShouldBe(new ProviderResponses { Result = "refusal" });
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(3.0, 6)]
    public void The_billed_seconds_of_a_clip_that_costs_nothing_are_those_ordered(double units, double seconds)
    {
        Job job = Free with { Price = new PresetPrice(UnitsPerSecond: 1.5m) };
        Job done = job.Finished(ScriptedProvider.ClipOf("job_a_0") with { BilledUnits = (decimal)units }, Now, EventSource.Provider, "Done.").Next;
        (done.BilledUsd, done.BilledSeconds).ShouldBe((0m, (decimal)seconds));
    }

    [Theory]
    [InlineData(Billed.No, 0.0, 0, 0.0, 0.0, 0.0)]
    [InlineData(Billed.No, null, 0, 0.0, 0.0, null)]
    [InlineData(Billed.Yes, 2.0, 0, 0.3, 2.0, 2.0)]
    [InlineData(Billed.Yes, null, 0, 0.6, 4.0, null)]
    [InlineData(Billed.Unknown, null, 0.6, null, null, null)]
    [InlineData(Billed.Unknown, 2.0, 0.6, null, null, null)]
    public void A_failure_gives_back_what_was_not_taken(Billed billed, double? units, double reserved, double? usd, double? seconds, double? counted)
    {
        var failure = new JobFailure(FailureError.ProviderError, "Refused.", billed, "Try another.") { BilledUnits = (decimal?)units };

        JobCommit commit = Running.Fail(JobState.Failed, failure, Now, EventSource.Provider);

        commit.Next.ShouldBe(Running with
        {
            Version = 8,
            State = JobState.Failed,
            Fault = null,
            CompletedAt = Now,
            NextTickAt = null,
            Failure = failure,
            CompletedBy = CompletedBy.Sweep,
            ReservedUsd = (decimal)reserved,
            BilledUsd = (decimal?)usd,
            BilledSeconds = (decimal?)seconds,
            BilledUnits = (decimal?)counted,
        });
        commit.Events.ShouldHaveSingleItem().Message.ShouldBe("Refused.");
    }

    [Theory]
    [InlineData(JobState.Failed, true)]
    [InlineData(JobState.Expired, true)]
    [InlineData(JobState.Cancelled, false)]
    [InlineData(JobState.NotAttempted, false)]
    public void Only_a_failure_stops_the_siblings(JobState state, bool halts) =>
        Running.Fail(state, Failure(Billed.No), Now, EventSource.Agent).HaltRequest.ShouldBe(halts);

    [Fact]
    public void The_history_may_say_more_than_the_failure() =>
        Running.Fail(JobState.Failed, Failure(Billed.No), Now, EventSource.Agent, "Attempt 4 of 4.").Events.ShouldHaveSingleItem().Message.ShouldBe("Attempt 4 of 4.");

    [Theory]
    [InlineData(Billed.Unknown, Billed.No)]
    [InlineData(Billed.Yes, Billed.Yes)]
    public void What_costs_nothing_is_never_of_unknown_cost(Billed reported, Billed billed)
    {
        Job ended = Free.Fail(JobState.Failed, Failure(reported), Now, EventSource.Agent).Next;
        (ended.Failure!.Billed, ended.BilledUsd).ShouldBe((billed, 0m));
        Running.Fail(JobState.Failed, Failure(Billed.Unknown), Now, EventSource.Agent).Next.Failure!.Billed.ShouldBe(Billed.Unknown);
    }

    [Theory]
    [InlineData(Billed.No)]
    [InlineData(Billed.Yes)]
    public void A_failure_after_the_bill_changes_nothing_of_it(Billed billed)
    {
        Job paid = Running.Finished(ScriptedProvider.ClipOf("job_a_0") with { BilledUnits = 2 }, Now, EventSource.Provider, "Done.").Next;
        Job failed = paid.Fail(JobState.Failed, Failure(billed), Now, EventSource.Agent).Next;
        (failed.BilledUsd, failed.BilledSeconds, failed.BilledUnits, failed.ReservedUsd).ShouldBe((0.3m, 2m, 2m, 0m));
    }

    public static TheoryData<Billed, (decimal Usd, decimal? Units)?, (decimal Reserved, decimal? Usd, decimal? Seconds, decimal? Units)> Bills => new()
    {
        { Billed.No, null, (0, 0, 0, null) },
        { Billed.No, (0, 0), (0, 0, 0, 0) },
        { Billed.Yes, null, (0, 0.6m, 4, null) },
        { Billed.Yes, (0.45m, 3), (0, 0.45m, 3, 3) },
        { Billed.Yes, (0.9m, null), (0, 0.9m, 6, null) },
        { Billed.Unknown, null, (0.6m, null, null, null) },
    };

    [Theory]
    [MemberData(nameof(Bills))]
    public void What_becomes_known_afterwards_settles_the_money(
        Billed billed, (decimal Usd, decimal? Units)? bill, (decimal Reserved, decimal? Usd, decimal? Seconds, decimal? Units) expected)
    {
        Job failed = Running with { State = JobState.Failed, CompletedAt = Now, BillToRead = true, Failure = Failure(Billed.Unknown) };

        JobCommit commit = failed.Settle(billed, bill, Later, EventSource.Caller, "Looked up.");

        commit.Next.ShouldBe(failed with
        {
            Version = 8,
            BillToRead = false,
            Failure = Failure(billed),
            ReservedUsd = expected.Reserved,
            BilledUsd = expected.Usd,
            BilledSeconds = expected.Seconds,
            BilledUnits = expected.Units,
        });
        commit.Events.ShouldHaveSingleItem().ShouldBe(new JobEvent(Later, EventSource.Caller, "note", "Looked up."));
    }

    [Fact]
    public void Settling_a_clip_that_was_delivered_invents_no_failure() =>
        (Running with { State = JobState.Succeeded }).Settle(Billed.Yes, (0.5m, null), Later, EventSource.Caller, "Invoice.").Next.Failure.ShouldBeNull();

    [Fact]
    public void A_bill_is_read_where_the_end_was_reported_without_it()
    {
        Job failed = Running with { State = JobState.Failed };

        Reads(failed).ShouldBeTrue();
        Reads(Running with { State = JobState.Downloading }).ShouldBeTrue();
        Reads(Running).ShouldBeFalse("it has not ended");
        Reads(failed with { BilledUnits = 0 }).ShouldBeFalse("the end told the units");
        Reads(failed with { ProviderJob = null }).ShouldBeFalse("nobody knows where to read");
        Reads(Free with { State = JobState.Failed }).ShouldBeFalse("it costs nothing");

        static bool Reads(Job job) => new JobCommit(job, []).ReadBill().Next.BillToRead;
    }

    [Fact]
    public void Notes_follow_the_history_and_deliveries_that_came_before_precede_it()
    {
        JobCommit commit = Running.To(JobState.Queued, Now, EventSource.Agent, "Waits.") with { Handled = ["d0"] };

        JobCommit more = commit.Note(Later, EventSource.Provider, "poll", "Not read.").PutAside([Samples.Delivery("d1", "job_a_0", Now), Samples.Delivery("d2", "job_a_0", Later)], "Put aside.");

        more.Handled.ShouldBe(["d0", "d1", "d2"]);
        more.Events.ShouldBe(
        [
            new(Now, EventSource.Webhook, "webhook", "Put aside.") { Body = Samples.Delivery("d1", "job_a_0").Body },
            new(Later, EventSource.Webhook, "webhook", "Put aside.") { Body = Samples.Delivery("d2", "job_a_0").Body },
            .. commit.Events,
            new(Later, EventSource.Provider, "poll", "Not read."),
        ]);
    }

    private static JobFailure Failure(Billed billed) => new(FailureError.ProviderError, "Refused.", billed, "Try another.");
}
