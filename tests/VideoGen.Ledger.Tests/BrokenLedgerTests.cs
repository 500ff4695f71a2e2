using Microsoft.Data.Sqlite;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>A file, folder or disk that cannot serve as a ledger is named, with what to do, and left as it is.</summary>
public sealed class BrokenLedgerTests : IDisposable
{
    private readonly LedgerFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task A_ledger_of_a_newer_version_is_refused_untouched()
    {
        await using (var ledger = Open())
        {
            await ledger.CreateAsync(Samples.Request(), Ct);
        }

        Sql("insert into schema_version values (9999)");
        var before = await File.ReadAllBytesAsync(_folder.Path, Ct);

        (await RefusalAsync(_folder.Path)).ShouldBe("ledger_newer");

        (await File.ReadAllBytesAsync(_folder.Path, Ct)).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_untouched()
    {
        var garbage = Enumerable.Range(0, 10_000).Select(i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(_folder.Path, garbage, Ct);

        (await RefusalAsync(_folder.Path)).ShouldBe("ledger_corrupt");

        (await File.ReadAllBytesAsync(_folder.Path, Ct)).ShouldBe(garbage);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_untouched()
    {
        Sql("create table bookmarks (id integer)");
        var before = await File.ReadAllBytesAsync(_folder.Path, Ct);

        (await RefusalAsync(_folder.Path)).ShouldBe("ledger_corrupt");

        (await File.ReadAllBytesAsync(_folder.Path, Ct)).ShouldBe(before);
    }

    [Fact]
    public async Task A_damaged_ledger_is_named()
    {
        await using (var ledger = Open())
        {
            for (var i = 0; i < 50; i++)
            {
                await ledger.CreateAsync(Samples.Request($"r{i}"), Ct);
            }
        }

        await using (var file = File.OpenWrite(_folder.Path))
        {
            file.Position = 4096;
            await file.WriteAsync(new byte[file.Length - 4096], Ct);
        }

        (await RefusalAsync(_folder.Path)).ShouldBe("ledger_corrupt");
    }

    [Theory]
    [InlineData("header")]
    [InlineData("half")]
    [InlineData("document")]
    public async Task Damage_of_any_kind_is_named(string kind)
    {
        await using (var ledger = Open())
        {
            for (var i = 0; i < 50; i++)
            {
                await ledger.CreateAsync(Samples.Request($"r{i}"), Ct);
            }
        }

        switch (kind)
        {
            case "header":
                await using (var file = File.OpenWrite(_folder.Path))
                {
                    await file.WriteAsync(new byte[100], Ct);
                }

                break;
            case "half":
                await using (var file = File.OpenWrite(_folder.Path))
                {
                    file.SetLength(file.Length / 8192 * 4096);
                }

                break;
            default:
                Sql("update job set document = substr(document, 1, 40)");
                break;
        }

        (await RefusalAsync(_folder.Path)).ShouldBe("ledger_corrupt");
    }

    [Fact]
    public async Task A_torn_log_costs_only_what_was_never_committed()
    {
        var copy = Path.Combine(_folder.Folder, "copy.db");
        await using (var ledger = Open())
        {
            await ledger.CreateAsync(Samples.Request("a"), Ct);
            File.Copy(_folder.Path, copy);
            File.Copy(_folder.Path + "-wal", copy + "-wal");
        }

        await using (var log = File.Open(copy + "-wal", FileMode.Append))
        {
            await log.WriteAsync(new byte[5000], Ct); // a frame begun, and power lost
        }

        await using var reopened = Open(copy);
        (await reopened.ListJobsAsync("req_a", Ct)).Length.ShouldBe(3);
        (await reopened.CreateAsync(Samples.Request("b"), Ct)).ShouldBeOfType<CreateResult.Created>();
        (await reopened.CheckIntegrityAsync(Ct)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_log_without_its_ledger_is_not_thrown_away(bool empty)
    {
        var copy = Path.Combine(_folder.Folder, "copy.db");
        await using (var ledger = Open())
        {
            await ledger.CreateAsync(Samples.Request("a"), Ct);
            File.Copy(_folder.Path + "-wal", copy + "-wal");
        }

        if (empty)
        {
            await File.WriteAllBytesAsync(copy, [], Ct);
        }

        var log = await File.ReadAllBytesAsync(copy + "-wal", Ct);

        (await RefusalAsync(copy)).ShouldBe("ledger_corrupt");

        (await File.ReadAllBytesAsync(copy + "-wal", Ct)).ShouldBe(log);
    }

    [Fact]
    public async Task An_empty_file_is_a_ledger_that_was_lost_and_not_a_new_one()
    {
        await File.WriteAllBytesAsync(_folder.Path, [], Ct);

        (await RefusalAsync(_folder.Path)).ShouldBe("ledger_corrupt");

        new FileInfo(_folder.Path).Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_ledger_that_was_begun_and_given_up_is_begun_again()
    {
        await File.WriteAllTextAsync(_folder.Path + ".new", "half of one", Ct);
        await using var ledger = Open();

        (await ledger.CreateAsync(Samples.Request(), Ct)).ShouldBeOfType<CreateResult.Created>();
        File.Exists(_folder.Path + ".new").ShouldBeFalse();
    }

    [Fact]
    public async Task A_ledger_is_its_owners_alone()
    {
        await using var ledger = Open();
        await ledger.CreateAsync(Samples.Request(), Ct);

        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(_folder.Path)!, Path.GetFileName(_folder.Path) + "*"))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
            }
        }
    }

    [Fact]
    public async Task Missing_folders_are_created()
    {
        await using var ledger = Open(Path.Combine(_folder.Folder, "a", "b", "ledger.db"));

        (await ledger.CreateAsync(Samples.Request(), Ct)).ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_named()
    {
        await File.WriteAllTextAsync(_folder.Path, "a file", Ct);

        (await RefusalAsync(Path.Combine(_folder.Path, "ledger.db"))).ShouldBe("ledger_unwritable");
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_named()
    {
        Directory.CreateDirectory(_folder.Path);

        (await RefusalAsync(_folder.Path)).ShouldBe("ledger_unwritable");
    }

    [Fact]
    public async Task A_folder_without_the_right_to_write_is_named()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            // Nobody forbids the superuser to write: a place that the kernel itself keeps read-only does as well.
            var forbidden = OperatingSystem.IsLinux() ? "/proc/sys/ledger.db" : Path.Combine(_folder.Folder, "nul:", "x");
            (await RefusalAsync(forbidden)).ShouldBe("ledger_unwritable");
            return;
        }

        File.SetUnixFileMode(_folder.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (await RefusalAsync(_folder.Path)).ShouldBe("ledger_unwritable");
        File.SetUnixFileMode(_folder.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_full_disk_refuses_what_does_not_fit_and_keeps_what_was_there()
    {
        await using var ledger = new SqliteLedger(new SqliteLedgerOptions(_folder.Path) { MaxPages = 60 }, _time);
        await ledger.CreateAsync(Samples.Request("a", 1), Ct);
        var large = Samples.Request("b", 1);
        large = large with { Jobs = [large.Jobs[0] with { Prompt = new string('x', 1 << 20) }] };

        Task<CreateResult> tooLarge, small;
        using (new HeldLock(_folder.Path + ".writer"))
        {
            tooLarge = ledger.CreateAsync(large, Ct).AsTask();
            small = ledger.CreateAsync(Samples.Request("c", 1), Ct).AsTask();
        }

        (await Should.ThrowAsync<LedgerException>(tooLarge)).Problem.Code.ShouldBe("ledger_full");
        (await small).ShouldBeOfType<CreateResult.Created>();
        (await ledger.ListRequestsAsync(10, Ct)).Select(request => request.Id).ShouldBe(["req_c", "req_a"]);
    }

    [Fact]
    public async Task A_program_that_locks_the_database_itself_is_named()
    {
        await using var ledger = new SqliteLedger(
            new SqliteLedgerOptions(_folder.Path) { ForeignLockTimeout = TimeSpan.FromMilliseconds(50) }, _time);
        await ledger.CreateAsync(Samples.Request("a"), Ct);
        await using var foreign = new SqliteConnection($"Data Source={_folder.Path};Pooling=False");
        await foreign.OpenAsync(Ct);
        await using var hold = foreign.CreateCommand();
        hold.CommandText = "begin immediate";
        await hold.ExecuteNonQueryAsync(Ct);

        var error = await Should.ThrowAsync<LedgerException>(ledger.CreateAsync(Samples.Request("b"), Ct).AsTask());

        error.Problem.Code.ShouldBe("ledger_locked");
        hold.CommandText = "rollback";
        await hold.ExecuteNonQueryAsync(Ct);
        (await ledger.CreateAsync(Samples.Request("b"), Ct)).ShouldBeOfType<CreateResult.Created>();
    }

    [Fact]
    public async Task A_ledger_that_was_mended_works_again_without_a_restart()
    {
        await File.WriteAllTextAsync(_folder.Path, "this is no ledger, whatever its name says", Ct);
        await using var ledger = Open();
        await Should.ThrowAsync<LedgerException>(ledger.FindRequestAsync("req_a", Ct).AsTask());

        File.Delete(_folder.Path);

        (await ledger.CreateAsync(Samples.Request(), Ct)).ShouldBeOfType<CreateResult.Created>();
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private async Task<string> RefusalAsync(string path)
    {
        await using var ledger = Open(path);
        var error = await Should.ThrowAsync<LedgerException>(ledger.ListNewestJobsAsync(100, Ct).AsTask());
        error.Problem.Remedy.ShouldNotBeNullOrWhiteSpace();
        error.Message.ShouldContain(error.Problem.Message);
        return error.Problem.Code;
    }

    private SqliteLedger Open(string? path = null) => new(new SqliteLedgerOptions(path ?? _folder.Path), _time);

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
