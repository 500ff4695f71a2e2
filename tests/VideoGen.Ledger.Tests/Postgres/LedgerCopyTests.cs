using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Ledger.Tests.Releases;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests.Postgres;

/// <summary>A SQLite ledger moves into PostgreSQL: whole, once, and only while nothing runs.</summary>
[Collection(PostgresSuite.Name)]
public sealed class LedgerCopyTests(PostgresCluster cluster) : IDisposable
{
    private readonly LedgerFolder _folder = new();

    [Fact]
    public async Task Everything_is_there_and_goes_on_and_the_file_is_put_away()
    {
        await FillAsync();
        string database = await cluster.NewDatabaseAsync();

        (long rows, string file) = await CopyAsync(database);

        rows.ShouldBeGreaterThan(50);
        (File.Exists(_folder.Path), File.Exists(file)).ShouldBe((false, true));
        await using PostgresLedger ledger = PostgresCluster.Open(database, new ManualTime());
        foreach (JobState state in Enum.GetValues<JobState>())
        {
            Job job = (await ledger.FindJobAsync(LedgerOfEveryState.JobId(state), CancellationToken.None)).ShouldNotBeNull();
            job.State.ShouldBe(state);
            (await ledger.ListEventsAsync(job.Id, CancellationToken.None)).Length.ShouldBe(state is JobState.Planned ? 1 : 2);
        }

        foreach (PendingTick tick in await ledger.ListPendingAsync(CancellationToken.None))
        {
            ClaimedJob claimed = (await ledger.ClaimAsync(tick.JobId, "new", Samples.Start, Samples.Start.AddMinutes(1), wake: true, CancellationToken.None)).ShouldNotBeNull();
            JobCommit end = Samples.Step(claimed.Job, JobState.Succeeded) with { Handled = [.. claimed.Deliveries.Select(d => d.Id)] };
            (await ledger.CommitAsync(end, CancellationToken.None)).ShouldBeTrue();
        }

        (await ledger.CreateAsync(Samples.Request("next"), CancellationToken.None)).ShouldBeOfType<CreateResult.Created>();
        (await new LedgerCatalog(ledger, TimeProvider.System).ReadAsync(CancellationToken.None)).Templates.ShouldContain(t => t.Name == "mine");
    }

    [Fact]
    public async Task A_ledger_that_is_open_is_not_moved()
    {
        await FillAsync();
        string database = await cluster.NewDatabaseAsync();
        await using (var open = new SqliteLedger(new SqliteLedgerOptions(_folder.Path), TimeProvider.System))
        {
            await open.CountPendingAsync(CancellationToken.None);

            LedgerException refused = await Should.ThrowAsync<LedgerException>(CopyAsync(database));

            (refused.Problem.Code, refused.Problem.Remedy.Contains("Stop every", StringComparison.Ordinal)).ShouldBe(("ledger_locked", true));
            (await open.CreateAsync(Samples.Request("still"), CancellationToken.None)).ShouldBeOfType<CreateResult.Created>();
        }

        (await CopyAsync(database)).Rows.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task A_database_that_holds_requests_or_on_which_a_node_works_takes_nothing()
    {
        await FillAsync();
        string database = await cluster.NewDatabaseAsync();
        await using (PostgresLedger node = PostgresCluster.Open(database))
        {
            await node.CreateAsync(Samples.Request(), CancellationToken.None);
            await node.ClaimAsync("job_a_0", "a node", Samples.Start, Samples.Start.AddMinutes(1), wake: true, CancellationToken.None);
            (await Should.ThrowAsync<LedgerException>(CopyAsync(database))).Problem.Code.ShouldBe("ledger_locked");
        }

        (await Should.ThrowAsync<LedgerException>(CopyAsync(database))).Problem.Code.ShouldBe("ledger_not_empty");

        await using var file = new SqliteLedger(new SqliteLedgerOptions(_folder.Path), TimeProvider.System);
        (await file.CountPendingAsync(CancellationToken.None)).ShouldBe(6);
    }

    [Fact]
    public async Task A_row_that_comes_back_otherwise_ends_the_move_with_nothing_moved()
    {
        await FillAsync();
        string database = await cluster.NewDatabaseAsync();
        await using (PostgresLedger node = PostgresCluster.Open(database))
        {
            await node.CountPendingAsync(CancellationToken.None);
        }

        await PostgresCluster.ExecuteAsync(database, "create function spoil() returns trigger language plpgsql as $$ begin new.cost := new.cost + 1; return new; end $$; create trigger spoil before insert on job for each row execute function spoil()");

        LedgerException refused = await Should.ThrowAsync<LedgerException>(CopyAsync(database));

        refused.Problem.Message.ShouldContain("A row of job");
        (await PostgresCluster.ExecuteAsync(database, "select count(*) from request")).ShouldBe(0L);
        File.Exists(_folder.Path).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_reported()
    {
        string database = await cluster.NewDatabaseAsync();
        (await Should.ThrowAsync<LedgerException>(CopyAsync(database))).Problem.Message.ShouldContain("There is no ledger");
    }

    public void Dispose() => _folder.Dispose();

    private Task<(long Rows, string File)> CopyAsync(string database) =>
        LedgerCopy.RunAsync(new SqliteLedgerOptions(_folder.Path), new PostgresLedgerOptions(database), CancellationToken.None);

    private async Task FillAsync()
    {
        await using var ledger = new SqliteLedger(new SqliteLedgerOptions(_folder.Path), new ManualTime());
        await LedgerOfEveryState.FillAsync(ledger, CancellationToken.None);
        await new LedgerCatalog(ledger, TimeProvider.System).PublishTemplateAsync("mine", "{{description}}", model: null, CancellationToken.None);
    }
}
