using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Records;
using VideoGen.Testing;
using VideoGen.Testing.Records;

namespace VideoGen.Tests.Records;

/// <summary>The sender between a real ledger and a system of record that a test can break.</summary>
public sealed partial class RecordSenderTests : IAsyncDisposable
{
    private static readonly RecordAnswer Away = new RecordAnswer.Unavailable("the CMS is down");

    private readonly TestFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);
    private readonly ManualTime _time = new();
    private readonly FakeRecordStore _store = new();
    private readonly List<SqliteLedger> _ledgers = [];
    private readonly List<RecordSender> _senders = [];
    private readonly SqliteLedger _ledger;
    private readonly LedgerOutbox _outbox;

    public RecordSenderTests()
    {
        _ledger = Open();
        _outbox = new LedgerOutbox(_ledger);
    }

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task Everything_that_happens_to_a_job_arrives_with_its_complete_history()
    {
        RecordSender sender = Start();
        Job job = (await CreateAsync("a", 1))[0];
        await sender.FlushAsync(Ct);
        job = await StepAsync(job, JobState.Submitting);
        await sender.FlushAsync(Ct);
        await StepAsync(job with { Clip = Samples.Clip() with { MediaId = "7" } }, JobState.Succeeded);
        await _ledger.ReceiveAsync(Samples.Delivery("late", job.Id), Ct);
        await sender.FlushAsync(Ct);

        JobDocument document = _store.Jobs[job.Id];
        (document.Status, document.Revision).ShouldBe((JobState.Succeeded, 4));
        document.WebhookEvents.ShouldBe(await _ledger.ListEventsAsync(job.Id, Ct));
        document.WebhookEvents.Select(e => e.Sequence).ShouldBe([1, 2, 3, 4]);
        (SegmentDocument segment, string link, string? media) = _store.Segments[job.Id];
        (segment.Revision, link, media).ShouldBe((4, $"\"{job.Id}\"", "7"));
        (await BacklogAsync()).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task An_hour_without_the_CMS_under_load_loses_nothing_and_blocks_nothing()
    {
        _store.AnswerAlways(Away);
        RecordSender sender = Start();
        await CreateAsync("first", 1);
        await sender.FlushAsync(Ct);
        for (int minute = 0; minute < 60; minute++)
        {
            Job job = (await CreateAsync($"m{minute}", 1))[0];
            await StepAsync(await StepAsync(job, JobState.Submitting), JobState.Queued);
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        // Pauses of a minute at most in the end, none of them longer than that or shorter than half: no storm of calls.
        _store.Offered.Count.ShouldBeInRange(1, 140);
        RecordBacklog away = await BacklogAsync();
        (away.Waiting, away.OldestAt, away.Problem, away.RefusedCount).ShouldBe((61, Samples.Start, "the CMS is down", 0));

        _store.AnswerAlways(null);
        await AdvanceUntilAsync(async () => (await BacklogAsync()).Waiting == 0);
        await sender.FlushAsync(Ct);

        _store.Jobs.Count.ShouldBe(61);
        _store.Jobs.Values.Where(d => d.RequestId != "req_first").ShouldAllBe(d => d.Status == JobState.Queued && d.WebhookEvents.Length == 3);
        _store.Overlapped.ShouldBeFalse();
    }

    [Fact]
    public async Task Jobs_are_delivered_side_by_side_up_to_the_cap_and_never_one_job_twice_at_once()
    {
        var open = new TaskCompletionSource();
        var four = new TaskCompletionSource();
        int inside = 0;
        _store.Before = async (_, _) =>
        {
            if (Interlocked.Increment(ref inside) == 4)
            {
                four.SetResult();
            }

            await open.Task;
            return null;
        };
        Job[] jobs = await CreateAsync("a", 3);
        await CreateAsync("b", 3);
        RecordSender sender = Start();
        await four.Task.WaitAsync(Ct);
        foreach (Job job in jobs)
        {
            await StepAsync(job, JobState.Submitting);
        }

        open.SetResult();
        await sender.FlushAsync(Ct);

        (_store.MostAtOnce, _store.Overlapped).ShouldBe((4, false));
        _store.Jobs.Count.ShouldBe(6);
        jobs.ShouldAllBe(j => _store.Jobs[j.Id].Status == JobState.Submitting);
    }

    [Fact]
    public async Task A_refused_document_steps_aside_says_why_and_is_tried_again()
    {
        Job[] jobs = await CreateAsync("a", 3);
        _store.Before = (d, _) => Task.FromResult<RecordAnswer?>(d.JobId == "job_a_0" ? new RecordAnswer.Refused("status: no such choice") : null);
        RecordSender sender = Start();
        await sender.FlushAsync(Ct);

        _store.Jobs.Keys.Order().ShouldBe(["job_a_1", "job_a_2"]);
        RecordBacklog backlog = await BacklogAsync();
        backlog.Refused.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.JobId.ShouldBe("job_a_0"), r => r.Reason.ShouldBe("status: no such choice"));
        backlog.Problem.ShouldBeNull();

        await StepAsync(jobs[0], JobState.Submitting);
        await sender.FlushAsync(Ct);
        OffersOf("job_a_0").ShouldBe([1, 2]);

        await _outbox.RetryRefusedAsync(_time.GetUtcNow(), Ct);
        await sender.FlushAsync(Ct);
        OffersOf("job_a_0").ShouldBe([1, 2, 2]);

        _store.AnswerAlways(null);
        _time.Advance(TimeSpan.FromHours(1));
        await sender.FlushAsync(Ct);
        _store.Jobs["job_a_0"].Revision.ShouldBe(2);
        (await BacklogAsync()).ShouldSatisfyAllConditions(b => b.Waiting.ShouldBe(0), b => b.RefusedCount.ShouldBe(0));
    }

    [Fact]
    public async Task A_document_that_fails_while_others_are_kept_counts_as_refused_in_the_end()
    {
        await CreateAsync("a", 1);
        _store.Before = (d, _) => Task.FromResult<RecordAnswer?>(d.JobId == "job_a_0" ? new RecordAnswer.Unavailable("500 Something went wrong.") : null);
        Start();
        for (int i = 0; (await BacklogAsync()).RefusedCount == 0; i++)
        {
            await CreateAsync($"other{i}", 1);
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        (await BacklogAsync()).Refused.ShouldHaveSingleItem().Reason.ShouldBe("500 Something went wrong.");
        OffersOf("job_a_0").Length.ShouldBeGreaterThanOrEqualTo(5);
        await AdvanceUntilAsync(async () => (await BacklogAsync()).Waiting == 1);
    }

    [Fact]
    public async Task Failures_during_an_outage_do_not_speak_against_the_document()
    {
        var waiting = new TaskCompletionSource<RecordBacklog>();
        bool failed = false;
        _store.AnswerAlways(Away);
        await CreateAsync("a", 1);
        Start();
        await AdvanceUntilAsync(() => Task.FromResult(OffersOf("job_a_0").Length >= 10));

        _store.Before = async (d, _) =>
        {
            if (d.JobId != "job_a_0")
            {
                return null;
            }

            if (_store.Jobs.IsEmpty)
            {
                return Away;
            }

            if (!failed)
            {
                failed = true;
                return new RecordAnswer.Unavailable("500 Something went wrong.");
            }

            waiting.TrySetResult(await BacklogAsync());
            return null;
        };
        await CreateAsync("other", 1);
        await AdvanceUntilAsync(() => Task.FromResult(waiting.Task.IsCompleted));

        (await waiting.Task).ShouldSatisfyAllConditions(b => b.RefusedCount.ShouldBe(0), b => b.Problem.ShouldBe("500 Something went wrong."));
        await AdvanceUntilAsync(async () => (await BacklogAsync()).Waiting == 0);
    }

    [Fact]
    public async Task A_delivery_that_never_ends_is_given_up_and_the_others_go_on()
    {
        await CreateAsync("a", 3);
        _store.Before = async (d, stop) =>
        {
            if (d.JobId == "job_a_0" && _store.Jobs.IsEmpty)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }

            return null;
        };
        Start(new RecordSenderOptions { MaxParallel = 1 });

        await AdvanceUntilAsync(async () => (await BacklogAsync()).Waiting == 0);

        _store.Jobs.Count.ShouldBe(3);
        OffersOf("job_a_0").Length.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Two_agents_on_one_ledger_double_nothing()
    {
        RecordSender[] senders = [Start(), Start(new LedgerOutbox(Open()))];
        for (int i = 0; i < 10; i++)
        {
            await CreateAsync($"r{i}", 3);
        }

        _time.Advance(TimeSpan.FromSeconds(5));
        while ((await BacklogAsync()).Waiting > 0)
        {
            await Task.WhenAll(senders.Select(s => s.FlushAsync(Ct)));
        }

        _store.Jobs.Count.ShouldBe(30);
        _store.Offered.ShouldBeUnique();
        _store.Overlapped.ShouldBeFalse();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RecordSender sender in _senders)
        {
            await sender.DisposeAsync();
        }

        foreach (SqliteLedger ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }

        _limit.Dispose();
        _folder.Dispose();
    }

    private SqliteLedger Open()
    {
        var ledger = new SqliteLedger(new SqliteLedgerOptions(_folder["ledger.db"]), _time);
        _ledgers.Add(ledger);
        return ledger;
    }

    private RecordSender Start(RecordSenderOptions? options = null) => Start(_outbox, options);

    private RecordSender Start(IRecordOutbox outbox, RecordSenderOptions? options = null)
    {
        var sender = new RecordSender(outbox, _store, $"sender-{_senders.Count}", _time, NullLogger.Instance, options, () => 0.5);
        _senders.Add(sender);
        sender.Start();
        return sender;
    }

    private ImmutableArray<long> OffersOf(string jobId) => [.. _store.Offered.Where(o => o.JobId == jobId).Select(o => o.Revision)];

    private async Task<RecordBacklog> BacklogAsync() => await _outbox.ReadBacklogAsync(Ct);

    private async Task<Job[]> CreateAsync(string name, int segments)
    {
        await _ledger.CreateAsync(Samples.Request(name, segments, _time.GetUtcNow()), Ct);
        return [.. await _ledger.ListJobsAsync($"req_{name}", Ct)];
    }

    private async Task<Job> StepAsync(Job job, JobState state)
    {
        (await _ledger.CommitAsync(Samples.Step(job, state, _time.GetUtcNow().AddHours(9)), Ct)).ShouldBeTrue();
        return (await _ledger.FindJobAsync(job.Id, Ct)).ShouldNotBeNull();
    }

    private async Task AdvanceUntilAsync(Func<Task<bool>> done)
    {
        while (!await done())
        {
            Ct.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
