using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>What is true of the SQLite ledger beyond the contract: groups of commits, waiting, and the file itself.</summary>
public sealed class SqliteLedgerTests : IDisposable
{
    private readonly LedgerFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task What_was_written_is_there_after_opening_anew()
    {
        await using (var first = Open())
        {
            await first.CreateAsync(Samples.Request(), Ct);
            await first.ReceiveAsync(Samples.Delivery("d1", "job_a_0"), Ct);
            await first.ReserveTakeAsync(Samples.Job(), 0, Ct);
        }

        await using var second = Open();

        (await second.ListJobsAsync("req_a", Ct)).Length.ShouldBe(3);
        var claimed = await second.ClaimAsync("job_a_0", "p", _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1), false, Ct);
        claimed.ShouldNotBeNull().Deliveries.Length.ShouldBe(1);
        (await second.ReserveTakeAsync(Samples.Job(), 0, Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task The_native_library_is_none_that_damages_a_log_under_two_writers()
    {
        await using SqliteLedger ledger = Open();

        string version = await ledger.File.ReadAsync(s => s.Find("select sqlite_version()", r => r.GetString(0)), Ct) ?? "";

        Version.Parse(version).ShouldBeGreaterThanOrEqualTo(new Version(3, 51, 3));
    }

    [Fact]
    public async Task What_keeps_a_job_has_the_name_that_older_ledgers_gave_it()
    {
        await using SqliteLedger ledger = Open();
        NewRequest request = Samples.Request();
        await ledger.CreateAsync(request with { Jobs = [request.Jobs[0] with { Fault = "No room." }] }, Ct);

        string stored = await ledger.File.ReadAsync(s => s.Find("select document ->> '$.trouble' from job", r => r.GetString(0)), Ct) ?? "";

        stored.ShouldBe("No room.");
        (await ledger.FindJobAsync(request.Jobs[0].Id, Ct))!.Fault.ShouldBe("No room.");
    }

    [Fact]
    public async Task The_last_to_close_leaves_one_whole_file()
    {
        var first = Open();
        var second = Open();
        await first.CreateAsync(Samples.Request("a"), Ct);
        await second.CreateAsync(Samples.Request("b"), Ct);

        await first.DisposeAsync();
        await second.DisposeAsync();

        Directory.GetFiles(_folder.Folder).Select(Path.GetFileName).Order().ShouldBe(["ledger.db", "ledger.db.writer"]);
    }

    [Fact]
    public async Task A_ledger_that_was_never_used_makes_no_file()
    {
        await Open().DisposeAsync();

        Directory.GetFiles(_folder.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_that_wait_together_are_committed_together()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request("first"), Ct);
        var before = ledger.File.Commits;

        Task[] writes;
        using (Held())
        {
            writes = [.. Enumerable.Range(0, 200).Select(i => ledger.CreateAsync(Samples.Request($"r{i}"), Ct).AsTask())];
        }

        await Task.WhenAll(writes);
        (ledger.File.Commits - before).ShouldBeLessThanOrEqualTo(2);
        (await ledger.ListRequestsAsync(1000, Ct)).Length.ShouldBe(201);
    }

    [Fact]
    public async Task A_write_that_fails_does_not_spoil_those_it_waits_with()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request("a"), Ct);

        Task<CreateResult> before, twice, after;
        using (Held())
        {
            before = ledger.CreateAsync(Samples.Request("b"), Ct).AsTask();
            twice = ledger.CreateAsync(Samples.Request("a"), Ct).AsTask();
            after = ledger.CreateAsync(Samples.Request("c"), Ct).AsTask();
        }

        await before;
        await after;
        await Should.ThrowAsync<InvalidOperationException>(twice);
        (await ledger.ListRequestsAsync(10, Ct)).Select(request => request.Id).ShouldBe(["req_c", "req_b", "req_a"]);
        (await ledger.ListJobsAsync("req_a", Ct)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_and_not_the_write()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request("a"), Ct);
        using var impatience = new CancellationTokenSource();

        using (Held())
        {
            var write = ledger.CreateAsync(Samples.Request("b"), impatience.Token).AsTask();
            await impatience.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(write);
        }

        await ledger.CreateAsync(Samples.Request("c"), Ct);
        (await ledger.FindRequestAsync("req_b", Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Reads_do_not_wait_for_a_writer()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request("a"), Ct);

        using (Held())
        {
            (await ledger.FindRequestAsync("req_a", Ct)).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_write_refused_while_another_process_hangs_writes_nothing()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request("a"), Ct);

        using (Held())
        {
            var write = ledger.CreateAsync(Samples.Request("b"), Ct).AsTask();
            await _time.WhenSetAsync(1).WaitAsync(Ct);
            _time.Advance(TimeSpan.FromSeconds(30));
            (await Should.ThrowAsync<LedgerException>(write)).Problem.Code.ShouldBe("ledger_locked");
        }

        await ledger.CreateAsync(Samples.Request("c"), Ct);
        (await ledger.FindRequestAsync("req_b", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task The_log_is_folded_into_the_file_when_it_grows()
    {
        await using var ledger = new SqliteLedger(new SqliteLedgerOptions(_folder.Path) { CheckpointBytes = 64 * 1024 }, _time);
        for (var i = 0; i < 200; i++)
        {
            await ledger.CreateAsync(Samples.Request($"r{i}"), Ct);
        }

        // The fold of the last commit happens after its answer; one more call stands behind it.
        await ledger.ExtendAsync("none", "none", Samples.Start, Ct);
        new FileInfo(_folder.Path + "-wal").Length.ShouldBeLessThan(256 * 1024);
        new FileInfo(_folder.Path).Length.ShouldBeGreaterThan(256 * 1024);
    }

    [Fact]
    public async Task A_closed_ledger_says_so()
    {
        var ledger = Open();
        await ledger.CreateAsync(Samples.Request("a"), Ct);
        await ledger.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(ledger.CreateAsync(Samples.Request("b"), Ct).AsTask());
        await Should.ThrowAsync<ObjectDisposedException>(ledger.FindRequestAsync("req_a", Ct).AsTask());
        await ledger.DisposeAsync();
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private SqliteLedger Open() => new(new SqliteLedgerOptions(_folder.Path), _time);

    private HeldLock Held() => new(_folder.Path + ".writer");
}
