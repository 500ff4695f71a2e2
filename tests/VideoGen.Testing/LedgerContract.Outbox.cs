using Shouldly;
using VideoGen.Jobs;
using VideoGen.Records;
using Xunit;

namespace VideoGen.Testing;

public abstract partial class LedgerContract
{
    private static readonly TimeSpan RecordLease = TimeSpan.FromMinutes(2);

    private IRecordOutbox Outbox => OutboxOf(Ledger);

    [Fact]
    public async Task A_new_job_is_in_the_outbox_with_its_first_line_of_history()
    {
        await CreateAsync("a", 2);

        var due = await TakeRecordsAsync();

        due.Select(d => d.Job.Id).Order().ShouldBe(["job_a_0", "job_a_1"]);
        due.ShouldAllBe(d => d.IsNew && d.Revision == 1 && d.Attempts == 0 && d.Events.Length == 1);
    }

    [Fact]
    public async Task What_is_delivered_leaves_the_outbox_until_it_changes()
    {
        var job = (await CreateAsync("a", 1))[0];
        var first = (await TakeRecordsAsync())[0];
        await Outbox.MarkDeliveredAsync(job.Id, "s1", first.Revision, Now, Ct);
        (await TakeRecordsAsync()).ShouldBeEmpty();
        (await Outbox.ReadBacklogAsync(Ct)).Waiting.ShouldBe(0);

        await StepAsync(job, JobState.Submitting);

        var second = (await TakeRecordsAsync()).ShouldHaveSingleItem();
        (second.Revision, second.IsNew, second.Job.State, second.Events.Length).ShouldBe((2, false, JobState.Submitting, 2));
    }

    [Fact]
    public async Task A_change_during_a_delivery_is_due_after_it()
    {
        var job = (await CreateAsync("a", 1))[0];
        var first = (await TakeRecordsAsync())[0];
        await StepAsync(job, JobState.Submitting);

        (await TakeRecordsAsync("s2")).ShouldBeEmpty();
        await Outbox.MarkDeliveredAsync(job.Id, "s1", first.Revision, Now, Ct);

        (await TakeRecordsAsync("s2")).ShouldHaveSingleItem().Revision.ShouldBe(2);
    }

    [Fact]
    public async Task Many_changes_are_one_entry_with_the_last_state()
    {
        var job = (await CreateAsync("a", 1))[0];
        job = await StepAsync(job, JobState.Submitting);
        job = await StepAsync(job, JobState.Queued);
        await StepAsync(job, JobState.Running);

        var due = (await TakeRecordsAsync()).ShouldHaveSingleItem();

        (due.Revision, due.Job.State, due.Events.Length).ShouldBe((4, JobState.Running, 4));
        due.Events.Select(e => e.Sequence).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_look_that_brings_nothing_new_does_not_enter_the_outbox()
    {
        var job = (await CreateAsync("a", 1))[0];
        job = await StepAsync(job, JobState.Submitting);
        var due = (await TakeRecordsAsync())[0];
        await Outbox.MarkDeliveredAsync(job.Id, "s1", due.Revision, Now, Ct);

        (await Ledger.CommitAsync(new JobCommit(job with { Version = job.Version + 1, NextTickAt = Now.AddSeconds(1) }, []), Ct)).ShouldBeTrue();

        (await TakeRecordsAsync()).ShouldBeEmpty();
        (await Outbox.ReadBacklogAsync(Ct)).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_step_that_was_not_written_changes_no_revision()
    {
        var job = (await CreateAsync("a", 1))[0];
        await StepAsync(job, JobState.Submitting);

        (await Ledger.CommitAsync(Samples.Step(job, JobState.Failed), Ct)).ShouldBeFalse();

        (await TakeRecordsAsync())[0].Revision.ShouldBe(2);
    }

    [Fact]
    public async Task A_note_about_a_late_delivery_is_a_change()
    {
        var job = (await CreateAsync("a", 1))[0];
        await StepAsync(job, JobState.Succeeded);
        var due = (await TakeRecordsAsync())[0];
        await Outbox.MarkDeliveredAsync(job.Id, "s1", due.Revision, Now, Ct);

        await Ledger.ReceiveAsync(Samples.Delivery("d1", job.Id), Ct);

        (await TakeRecordsAsync()).ShouldHaveSingleItem().Events.Last().Kind.ShouldBe("webhook");
    }

    [Fact]
    public async Task Two_senders_never_hold_one_job_and_a_dead_one_loses_it_with_its_lease()
    {
        var other = OutboxOf(await OpenAnotherAsync());
        await CreateAsync("a", 3);

        var mine = await TakeRecordsAsync("s1", limit: 2);
        var theirs = await other.TakeAsync("s2", Now, Now + RecordLease, 10, Ct);

        mine.Length.ShouldBe(2);
        mine.Concat(theirs).Select(d => d.Job.Id).Order().ShouldBe(["job_a_0", "job_a_1", "job_a_2"]);
        Time.Advance(RecordLease);
        (await other.TakeAsync("s2", Now, Now + RecordLease, 10, Ct)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Takers_at_once_share_the_jobs_without_overlap()
    {
        var other = OutboxOf(await OpenAnotherAsync());
        for (var i = 0; i < 10; i++)
        {
            await CreateAsync($"r{i}", 2);
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await (i % 2 == 0 ? Outbox : other).TakeAsync($"s{i}", Now, Now + RecordLease, 3, Ct)));

        taken.SelectMany(t => t).Select(d => d.Job.Id).ShouldBeUnique();
        taken.Sum(t => t.Length).ShouldBe(20);
    }

    [Fact]
    public async Task What_a_sender_gives_back_is_free_at_once()
    {
        await CreateAsync("a", 1);
        await TakeRecordsAsync("s1");

        await Outbox.ReleaseAsync("s1", Ct);

        (await TakeRecordsAsync("s2")).ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task A_postponed_job_waits_for_its_time_or_for_its_next_change()
    {
        var jobs = await CreateAsync("a", 2);
        await TakeRecordsAsync();
        await Outbox.PostponeAsync("job_a_0", "s1", "no answer", counts: false, Now, Now.AddMinutes(1), Ct);
        await Outbox.PostponeAsync("job_a_1", "s1", "no answer", counts: true, Now, Now.AddMinutes(1), Ct);
        (await TakeRecordsAsync()).ShouldBeEmpty();
        (await Outbox.ReadBacklogAsync(Ct)).ShouldSatisfyAllConditions(b => b.Waiting.ShouldBe(2), b => b.Problem.ShouldBe("no answer"), b => b.Refused.ShouldBeEmpty());

        await StepAsync(jobs[1], JobState.Submitting);
        (await TakeRecordsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Job.Id.ShouldBe("job_a_1"), d => d.Attempts.ShouldBe(1));

        Time.Advance(TimeSpan.FromMinutes(1));
        (await TakeRecordsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Job.Id.ShouldBe("job_a_0"), d => d.Attempts.ShouldBe(0));
    }

    [Fact]
    public async Task A_refused_job_is_listed_with_its_reason_and_tried_again_late_on_demand_or_when_it_changes()
    {
        var job = (await CreateAsync("a", 1))[0];
        await RefuseAsync();
        var refused = (await Outbox.ReadBacklogAsync(Ct)).Refused.ShouldHaveSingleItem();
        refused.ShouldBe(new RefusedRecord(job.Id, "status: no such choice", Now, Now.AddHours(1)));
        (await TakeRecordsAsync()).ShouldBeEmpty();

        (await Outbox.RetryRefusedAsync(Now, Ct)).ShouldBe(1);
        await RefuseAsync();
        await StepAsync(job, JobState.Submitting);
        await RefuseAsync();
        Time.Advance(TimeSpan.FromHours(1));

        var due = (await TakeRecordsAsync()).ShouldHaveSingleItem();
        due.Attempts.ShouldBe(3);
        await Outbox.MarkDeliveredAsync(job.Id, "s1", due.Revision, Now, Ct);
        (await Outbox.ReadBacklogAsync(Ct)).ShouldSatisfyAllConditions(b => b.Waiting.ShouldBe(0), b => b.RefusedCount.ShouldBe(0), b => b.Problem.ShouldBeNull());

        async Task RefuseAsync()
        {
            var taken = (await TakeRecordsAsync()).ShouldHaveSingleItem();
            await Outbox.MarkRefusedAsync(job.Id, "s1", taken.Revision, "status: no such choice", Now, Now.AddHours(1), Ct);
        }
    }

    [Fact]
    public async Task A_job_that_changed_while_it_was_refused_is_due_at_once()
    {
        var job = (await CreateAsync("a", 1))[0];
        var due = (await TakeRecordsAsync())[0];
        await StepAsync(job, JobState.Submitting);

        await Outbox.MarkRefusedAsync(job.Id, "s1", due.Revision, "status: no such choice", Now, Now.AddHours(1), Ct);

        (await TakeRecordsAsync()).ShouldHaveSingleItem().Revision.ShouldBe(2);
    }

    [Fact]
    public async Task A_sender_that_lost_its_lease_can_only_tell_what_was_delivered()
    {
        var job = (await CreateAsync("a", 1))[0];
        var late = (await TakeRecordsAsync("s1"))[0];
        Time.Advance(RecordLease);
        await TakeRecordsAsync("s2");

        await Outbox.MarkRefusedAsync(job.Id, "s1", late.Revision, "refused", Now, Now.AddHours(1), Ct);
        await Outbox.PostponeAsync(job.Id, "s1", "away", counts: true, Now, Now.AddHours(1), Ct);
        (await Outbox.ReadBacklogAsync(Ct)).ShouldSatisfyAllConditions(b => b.RefusedCount.ShouldBe(0), b => b.Problem.ShouldBeNull());

        await Outbox.MarkDeliveredAsync(job.Id, "s1", late.Revision, Now, Ct);
        (await Outbox.ReadBacklogAsync(Ct)).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task The_backlog_says_since_when_the_oldest_waits()
    {
        await CreateAsync("a", 2);
        Time.Advance(TimeSpan.FromMinutes(10));
        await Ledger.CreateAsync(Samples.Request("b", 1, Now), Ct);
        (await Outbox.ReadBacklogAsync(Ct)).ShouldSatisfyAllConditions(b => b.Waiting.ShouldBe(3), b => b.OldestAt.ShouldBe(Samples.Start));

        foreach (var due in (await TakeRecordsAsync()).Where(d => d.Job.RequestId == "req_a"))
        {
            await Outbox.MarkDeliveredAsync(due.Job.Id, "s1", due.Revision, Now, Ct);
        }

        (await Outbox.ReadBacklogAsync(Ct)).ShouldSatisfyAllConditions(b => b.Waiting.ShouldBe(1), b => b.OldestAt.ShouldBe(Now));
    }

    [Fact]
    public async Task Changes_of_this_process_are_told()
    {
        var outbox = Outbox;
        var told = 0;
        outbox.Changed += (_, _) => told++;

        var job = (await CreateAsync("a", 1))[0];
        await StepAsync(job, JobState.Submitting);

        told.ShouldBeGreaterThanOrEqualTo(2);
    }

    private ValueTask<System.Collections.Immutable.ImmutableArray<DueRecord>> TakeRecordsAsync(string owner = "s1", int limit = 10) =>
        Outbox.TakeAsync(owner, Now, Now + RecordLease, limit, Ct);
}
