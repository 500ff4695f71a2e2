using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Records;

namespace VideoGen.Tests.Records;

/// <content>How senders end: killed, stopped, never started.</content>
public sealed partial class RecordSenderTests
{
    [Fact]
    public async Task A_sender_killed_between_write_and_acknowledgement_is_made_good_by_the_next()
    {
        await CreateAsync("a", 1);
        DueRecord taken = (await _outbox.TakeAsync("dead", _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(2), 1, Ct)).ShouldHaveSingleItem();
        await _store.UpsertJobAsync(JobDocument.Of(taken.Job, taken.Events) with { Revision = taken.Revision }, isNew: true, Ct);

        RecordSender next = Start();
        await next.FlushAsync(Ct);
        _store.Offered.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(2));
        await next.FlushAsync(Ct);

        _store.Offered.ShouldBe([("job_a_0", 1L), ("job_a_0", 1L)]);
        _store.Jobs.ShouldHaveSingleItem().Value.WebhookEvents.Length.ShouldBe(1);
        (await BacklogAsync()).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_process_that_ends_gives_its_jobs_back_at_once()
    {
        var begun = new TaskCompletionSource();
        _store.Before = async (_, stop) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return null;
        };
        await CreateAsync("a", 1);
        RecordSender first = Start();
        await begun.Task.WaitAsync(Ct);
        await first.DisposeAsync();

        _store.AnswerAlways(null);
        await Start().FlushAsync(Ct);

        _store.Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_process_that_ends_while_the_CMS_is_away_does_not_wait_for_it()
    {
        _store.AnswerAlways(Away);
        await CreateAsync("a", 3);

        await Start().FlushAsync(Ct);

        (await BacklogAsync()).Waiting.ShouldBe(3);
    }

    [Fact]
    public async Task A_flush_ends_with_its_token_when_the_CMS_hangs()
    {
        _store.Before = async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return null;
        };
        await CreateAsync("a", 1);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), _time);
        Task flush = Start().FlushAsync(patience.Token);

        _time.Advance(TimeSpan.FromSeconds(3));

        await Should.ThrowAsync<OperationCanceledException>(flush);
    }

    [Fact]
    public async Task A_defect_about_one_job_leaves_the_others_alone()
    {
        await CreateAsync("a", 3);
        _store.Before = (d, _) => d.JobId == "job_a_0" && _store.Jobs.Count < 2 ? throw new InvalidOperationException("a defect") : Task.FromResult<RecordAnswer?>(null);
        Start();

        await AdvanceUntilAsync(async () => (await BacklogAsync()).Waiting == 0);

        _store.Jobs.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_sender_that_was_never_started_ends_quietly()
    {
        var sender = new RecordSender(_outbox, _store, "s", _time, NullLogger.Instance);
        await sender.FlushAsync(Ct);
        await sender.DisposeAsync();
        sender.Start();
        await CreateAsync("a", 1);
        await sender.FlushAsync(Ct);

        _store.Offered.ShouldBeEmpty();
    }
}
