using Microsoft.Win32.SafeHandles;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>What waits for the disk, what does not, and what a disk that fails does to both.</summary>
public sealed class LogFlushTests : IDisposable
{
    private readonly LedgerFolder _folder = new();
    private readonly LedgerFolder _afterwards = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);
    private readonly ManualResetEventSlim _disk = new(initialState: true);
    private Action<SafeFileHandle> _flush;

    public LogFlushTests() => _flush = log =>
    {
        _disk.Wait(Ct);
        RandomAccess.FlushToDisk(log);
    };

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task A_step_does_not_wait_for_the_disk_and_everybody_sees_it()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request("first"), Ct);
        await ledger.FlushAsync(Ct);
        _disk.Reset();

        await ledger.CreateAsync(Samples.Request(), Ct);
        var job = (await ledger.FindJobAsync("job_a_0", Ct)).ShouldNotBeNull();
        (await ledger.CommitAsync(Samples.Step(job, JobState.Downloading), Ct)).ShouldBeTrue();
        (await ledger.ReceiveAsync(Samples.Delivery("d1", "job_a_1"), Ct)).ShouldBe(ReceiveResult.Kept);
        (await ledger.ReserveTakeAsync(job, 0, Ct)).ShouldBe(1);
        (await ledger.ClaimAsync("job_a_2", "p", _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1), true, Ct)).ShouldNotBeNull();

        await using var other = Open();
        (await other.FindJobAsync("job_a_0", Ct)).ShouldNotBeNull().State.ShouldBe(JobState.Downloading);
        _disk.Set();
    }

    [Fact]
    public async Task What_nobody_waits_for_gets_to_the_disk_by_itself()
    {
        await using var ledger = Open();
        var flushed = new TaskCompletionSource();
        await ledger.FlushAsync(Ct);
        _flush = log =>
        {
            RandomAccess.FlushToDisk(log);
            flushed.TrySetResult();
        };

        await ledger.CreateAsync(Samples.Request(), Ct);

        await flushed.Task.WaitAsync(Ct);
    }

    [Theory]
    [InlineData("intent")]
    [InlineData("cancel")]
    [InlineData("flush")]
    [InlineData("record")]
    public async Task What_is_promised_waits_for_the_disk_and_is_on_it(string promise)
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request(), Ct);
        await ledger.FlushAsync(Ct);
        Job job = (await ledger.FindJobAsync("job_a_0", Ct)).ShouldNotBeNull();
        using var asked = new SemaphoreSlim(0);
        var copying = new Lock();
        bool isOver = false;
        _disk.Reset();
        _flush = log =>
        {
            asked.Release();
            _disk.Wait(Ct);
            lock (copying)
            {
                if (!isOver)
                {
                    CopyLedger();
                }
            }
        };
        await ledger.CommitAsync(Samples.Step((await ledger.FindJobAsync("job_a_1", Ct))!, JobState.Queued), Ct);

        Task waits = promise switch
        {
            "intent" => ledger.BeginSubmitAsync(Samples.Step(job, JobState.Submitting), 3, Ct).AsTask(),
            "cancel" => ledger.RequestCancelAsync("req_a", _time.GetUtcNow(), Ct).AsTask(),
            "record" => new LedgerOutbox(ledger).TakeAsync("p", _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1), 10, Ct).AsTask(),
            _ => ledger.FlushAsync(Ct).AsTask(),
        };
        await asked.WaitAsync(Ct);
        waits.IsCompleted.ShouldBeFalse();
        _disk.Set();
        await waits;
        lock (copying)
        {
            isOver = true;
            _flush = RandomAccess.FlushToDisk;
        }

        await using var survivor = new SqliteLedger(new SqliteLedgerOptions(_afterwards.Path), _time);
        (await survivor.FindJobAsync("job_a_1", Ct)).ShouldNotBeNull().State.ShouldBe(JobState.Queued);
        (await survivor.FindJobAsync("job_a_0", Ct)).ShouldNotBeNull().State.ShouldBe(promise is "intent" ? JobState.Submitting : JobState.Planned);
        (await survivor.FindRequestAsync("req_a", Ct))!.CancelRequestedAt.HasValue.ShouldBe(promise is "cancel");
    }

    // A flush covers what was there when it began: the copy is what a loss of power would leave.
    [Fact]
    public async Task A_record_holds_nothing_that_is_younger_than_its_flush()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request(), Ct);
        await ledger.FlushAsync(Ct);
        using var asked = new SemaphoreSlim(0);
        var copying = new Lock();
        bool isOver = false;
        _disk.Reset();
        _flush = log =>
        {
            lock (copying)
            {
                if (!isOver)
                {
                    CopyLedger();
                }
            }

            asked.Release();
            _disk.Wait(Ct);
        };
        await ledger.CommitAsync(Samples.Step((await ledger.FindJobAsync("job_a_1", Ct))!, JobState.Queued), Ct);

        var taking = new LedgerOutbox(ledger).TakeAsync("p", _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1), 10, Ct).AsTask();
        await asked.WaitAsync(Ct);
        await ledger.CommitAsync(Samples.Step((await ledger.FindJobAsync("job_a_0", Ct))!, JobState.Downloading), Ct);
        _disk.Set();
        var taken = await taking;
        lock (copying)
        {
            isOver = true;
            _flush = RandomAccess.FlushToDisk;
        }

        taken.Length.ShouldBe(3);
        await using var survivor = new SqliteLedger(new SqliteLedgerOptions(_afterwards.Path), _time);
        foreach (var record in taken)
        {
            (await survivor.FindJobAsync(record.Job.Id, Ct)).ShouldNotBeNull().Version.ShouldBeGreaterThanOrEqualTo(record.Job.Version);
        }
    }

    // A commit is seen by others before the one who made it gets to count it.
    [Fact]
    public async Task Whoever_sees_a_commit_and_asks_for_the_disk_waits_for_a_flush_that_began_after_it()
    {
        int flushes = 0;
        await File.WriteAllTextAsync(_folder.Path + "-wal", "", Ct);
        var flush = new LogFlush(new SqliteLedgerOptions(_folder.Path) { FlushToDisk = _ => Interlocked.Increment(ref flushes) });
        Task? waiting = null;

        flush.Commit(() =>
        {
            waiting = flush.FlushAsync(ofOthers: false);
            (waiting.IsCompleted, flushes).ShouldBe((false, 0));
        });

        await waiting!.WaitAsync(Ct);
        flushes.ShouldBe(1);
        flush.Close();
    }

    [Fact]
    public async Task Those_who_wait_together_share_a_flush()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request(), Ct);
        await ledger.FlushAsync(Ct);
        int flushes = 0;
        _disk.Reset();
        _flush = log =>
        {
            Interlocked.Increment(ref flushes);
            _disk.Wait(Ct);
            RandomAccess.FlushToDisk(log);
        };

        Task[] waits = [.. Enumerable.Range(0, 200).Select(async i =>
        {
            await ledger.CreateAsync(Samples.Request($"r{i}"), Ct);
            await ledger.FlushAsync(Ct);
        })];
        await UntilAsync(async () => (await ledger.ListRequestsAsync(1000, Ct)).Length == 201);
        _disk.Set();
        await Task.WhenAll(waits);

        flushes.ShouldBeInRange(1, 10);
    }

    [Fact]
    public async Task After_a_flush_that_failed_the_log_counts_for_nothing_until_it_was_folded_into_the_file()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request(), Ct);
        await ledger.CreateAsync(Samples.Request("b"), Ct);
        Job job = (await ledger.FindJobAsync("job_a_0", Ct)).ShouldNotBeNull();
        await ledger.FlushAsync(Ct);
        bool fails = true;
        int failed = 0;
        _flush = log =>
        {
            if (fails)
            {
                Interlocked.Increment(ref failed);
                throw new IOException("Input/output error");
            }

            RandomAccess.FlushToDisk(log);
        };

        // Whoever waits is told, unless the flush that comes by itself was the one that failed.
        Exception? told = await Record.ExceptionAsync(() => ledger.BeginSubmitAsync(Samples.Step(job, JobState.Submitting), 3, Ct).AsTask());

        failed.ShouldBeGreaterThan(0);
        (told is null or LedgerException).ShouldBeTrue($"{told}");
        await ledger.FlushAsync(Ct); // by the whole log, however the disk stands to single flushes
        new FileInfo(_folder.Path + "-wal").Length.ShouldBe(0);
        fails = false;
        (await ledger.CreateAsync(Samples.Request("c"), Ct)).ShouldBeOfType<CreateResult.Created>();
        await ledger.FlushAsync(Ct);
        (await ledger.FindJobAsync("job_a_0", Ct))!.State.ShouldBe(JobState.Submitting);
    }

    [Fact]
    public async Task Closing_flushes_what_is_left()
    {
        await using var keepsTheLog = Open();
        await keepsTheLog.CreateAsync(Samples.Request(), Ct);
        await keepsTheLog.FlushAsync(Ct);
        int flushes = 0;
        _flush = log => Interlocked.Increment(ref flushes);
        SqliteLedger ledger = Open();
        _disk.Reset();
        await ledger.CreateAsync(Samples.Request("b"), Ct);
        _disk.Set();

        await ledger.DisposeAsync();

        flushes.ShouldBeGreaterThan(0);
    }

    public void Dispose()
    {
        _limit.Dispose();
        _disk.Dispose();
        _folder.Dispose();
        _afterwards.Dispose();
    }

    private SqliteLedger Open() => new(
        new SqliteLedgerOptions(_folder.Path) { FlushToDisk = log => _flush(log) }, _time);

    // What the disk has when a flush ends.
    private void CopyLedger()
    {
        foreach (string end in (string[])["", "-wal"])
        {
            File.Copy(_folder.Path + end, _afterwards.Path + end, overwrite: true);
        }
    }

    private async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached())
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
