using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests.Postgres;

/// <summary>The database on a bad day: every fault has a code and a way out, and no password is told.</summary>
[Collection(PostgresSuite.Name)]
public sealed class PostgresFaultTests(PostgresCluster cluster)
{
    private const string Password = "quite-secret-7";

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=videogen;Username=videogen")]
    [InlineData("Host=no-such-host.invalid;Database=videogen;Username=videogen")]
    public async Task A_database_that_does_not_answer_is_reported_without_the_password(string connection)
    {
        await using var ledger = new PostgresLedger(new PostgresLedgerOptions(connection) { Password = Password }, TimeProvider.System);

        LedgerException refused = await Should.ThrowAsync<LedgerException>(ledger.CountPendingAsync(CancellationToken.None).AsTask());

        refused.Problem.Code.ShouldBe("ledger_unreachable");
        refused.ToString().ShouldNotContain(Password);
        (await Should.ThrowAsync<LedgerException>(ledger.FlushAsync(CancellationToken.None).AsTask())).Problem.Code.ShouldBe("ledger_unreachable");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_reported_as_what_it_is()
    {
        string connection = (await cluster.NewDatabaseAsync()) + "_of_another";
        await using PostgresLedger ledger = PostgresCluster.Open(connection);

        LedgerException refused = await Should.ThrowAsync<LedgerException>(ledger.CreateAsync(Samples.Request(), CancellationToken.None).AsTask());

        (refused.Problem.Code, refused.Problem.Message.Contains("does not exist", StringComparison.Ordinal)).ShouldBe(("ledger_unreachable", true));
    }

    [Fact]
    public async Task A_user_without_rights_is_reported()
    {
        string database = await cluster.NewDatabaseAsync();
        await PostgresCluster.ExecuteAsync(database, "drop role if exists guest; create role guest login");
        await using PostgresLedger ledger = PostgresCluster.Open(database.Replace("Username=postgres", "Username=guest", StringComparison.Ordinal));

        (await Should.ThrowAsync<LedgerException>(ledger.CreateAsync(Samples.Request(), CancellationToken.None).AsTask())).Problem.Code.ShouldBe("ledger_unreachable");
    }

    [Fact]
    public async Task Work_goes_on_by_itself_after_the_database_was_ended_at_once()
    {
        string database = await cluster.NewDatabaseAsync();
        await using PostgresLedger ledger = PostgresCluster.Open(database);
        (await ledger.CreateAsync(Samples.Request(), CancellationToken.None)).ShouldBeOfType<CreateResult.Created>();
        await ledger.FlushAsync(CancellationToken.None);

        await cluster.RestartAsync();

        (await ledger.ListJobsAsync("req_a", CancellationToken.None)).Length.ShouldBe(3);
        (await ledger.CreateAsync(Samples.Request("b"), CancellationToken.None)).ShouldBeOfType<CreateResult.Created>();
        // Whoever asks first is told, whatever was committed since: of what was committed before the end nobody knows any more.
        await Should.ThrowAsync<LedgerException>(async () => await ledger.FlushAsync(CancellationToken.None));
        await ledger.FlushAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(null, false)]
    [InlineData("owner_flushed", true)]
    [InlineData("owner_new", false)]
    public async Task What_was_lost_with_the_database_is_never_called_kept(string? user, bool hasFlushed)
    {
        string database = await cluster.NewDatabaseAsync();
        await using PostgresLedger ledger = PostgresCluster.Open(user is null ? database : await PostgresCluster.GiveToAsync(user, database));
        await ledger.CreateAsync(Samples.Request(), CancellationToken.None);
        if (hasFlushed)
        {
            await ledger.FlushAsync(CancellationToken.None);
        }

        await ledger.CreateAsync(Samples.Request("b"), CancellationToken.None); // and not flushed

        await cluster.RestartAsync();

        await Should.ThrowAsync<LedgerException>(async () => await ledger.FlushAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Who_wrote_before_the_end_of_the_database_and_asks_after_somebody_was_told_is_told_too()
    {
        await using var connections = new PostgresConnections(new PostgresLedgerOptions(await cluster.NewDatabaseAsync()));
        await using var flush = new PostgresFlush(connections);
        await flush.FlushAsync();
        string? run = flush.KnownRun;

        await cluster.RestartAsync();

        await Should.ThrowAsync<LedgerException>(flush.FlushAsync());
        await Should.ThrowAsync<LedgerException>(flush.FlushAsync(run));
        await flush.FlushAsync(flush.KnownRun);
    }

    [Fact]
    public async Task A_line_that_was_cut_is_no_end_of_the_database()
    {
        string database = await PostgresCluster.GiveToAsync("owner_cut", await cluster.NewDatabaseAsync());
        await using PostgresLedger ledger = PostgresCluster.Open(database);
        await ledger.CreateAsync(Samples.Request(), CancellationToken.None);
        await ledger.FlushAsync(CancellationToken.None);

        await PostgresCluster.ExecuteAsync(database, "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'owner_cut' and pid <> pg_backend_pid()");

        await ledger.FlushAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_recovery_from_the_crash_of_a_process_is_an_end_of_the_database()
    {
        string database = await cluster.NewDatabaseAsync();
        await using PostgresLedger ledger = PostgresCluster.Open(await PostgresCluster.GiveToAsync("owner_crash", database));
        await ledger.CreateAsync(Samples.Request(), CancellationToken.None);

        await cluster.CrashProcessAsync();

        await Should.ThrowAsync<LedgerException>(async () => await ledger.FlushAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_was_flushed_is_there_after_the_database_was_ended_at_once()
    {
        string database = await cluster.NewDatabaseAsync();
        await using (PostgresLedger ledger = PostgresCluster.Open(database))
        {
            await ledger.CreateAsync(Samples.Request(), CancellationToken.None);
            await ledger.FlushAsync(CancellationToken.None);
            await cluster.RestartAsync();
        }

        await using PostgresLedger after = PostgresCluster.Open(database);
        (await after.FindRequestAsync("req_a", CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_node_that_falls_silent_with_the_right_to_write_loses_it()
    {
        string database = await cluster.NewDatabaseAsync();
        await using var silent = new PostgresLedger(new PostgresLedgerOptions(database) { SilenceTimeout = TimeSpan.FromMilliseconds(200) }, TimeProvider.System);
        await using PostgresLedger other = PostgresCluster.Open(database);
        await other.CountPendingAsync(CancellationToken.None);
        using var paused = new ManualResetEventSlim();
        var inHand = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ValueTask<bool> writing = silent.Store.CommitAsync(
            session =>
            {
                session.Execute("update job set version = version"); // it has the right now
                inHand.TrySetResult();
                paused.Wait();
                return true;
            },
            CancellationToken.None);

        await inHand.Task.WaitAsync(LedgerContract.Limit);
        (await other.CreateAsync(Samples.Request(), CancellationToken.None)).ShouldBeOfType<CreateResult.Created>();

        paused.Set();
        await Should.ThrowAsync<LedgerException>(writing.AsTask());
        (await silent.CreateAsync(Samples.Request("b"), CancellationToken.None)).ShouldBeOfType<CreateResult.Created>();
    }

    [Theory]
    [InlineData("Host=db;Password=secret-word", "holds a password")]
    [InlineData("postgres://user:secret-word@db/videogen", "is an address")]
    [InlineData("Hots=db;Database=secret-word", "is no connection string")]
    [InlineData("Database=secret-word", "names no host")]
    public void A_connection_string_that_cannot_be_one_is_reported_without_repeating_it(string connection, string fault)
    {
        (string message, string remedy) = PostgresLedgerOptions.FaultOf(connection).ShouldNotBeNull();

        message.ShouldBe(fault);
        (message + remedy).ShouldNotContain("secret-word");
        PostgresLedgerOptions.FaultOf("Host=db;Database=videogen;Username=videogen").ShouldBeNull();
    }
}
