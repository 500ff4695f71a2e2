using System.Globalization;
using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Ledger.Tests.Releases;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests.Postgres;

/// <summary>The tables in PostgreSQL: made once, never changed by themselves, kept as each format was.</summary>
[Collection(PostgresSuite.Name)]
public sealed class PostgresSchemaTests(PostgresCluster cluster)
{
    private const string Folder = "tests/VideoGen.Ledger.Tests/Postgres/Releases";

    [Fact]
    public void A_format_has_the_same_number_in_both_databases() => PostgresSchema.Newest.ShouldBe(Schema.Newest);

    [Fact]
    public async Task Many_that_open_an_empty_database_at_once_make_one_ledger()
    {
        string database = await cluster.NewDatabaseAsync();
        PostgresLedger[] ledgers = [.. Enumerable.Range(0, 6).Select(_ => PostgresCluster.Open(database))];

        await Task.WhenAll(ledgers.Select((ledger, i) => ledger.CreateAsync(Samples.Request($"r{i}"), CancellationToken.None).AsTask()));

        (await ledgers[0].ListRequestsAsync(100, CancellationToken.None)).Length.ShouldBe(6);
        foreach (PostgresLedger ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_ledger_can_be_closed_more_than_once()
    {
        PostgresLedger ledger = PostgresCluster.Open(await cluster.NewLedgerAsync());
        await ledger.CreateAsync(Samples.Request(), CancellationToken.None);

        await ledger.DisposeAsync();
        await ledger.DisposeAsync();
    }

    [Theory]
    [InlineData("delete from schema_version; insert into schema_version values (1000)", "ledger_newer", "newer version")]
    [InlineData("delete from schema_version; insert into schema_version values (7)", "ledger_older", "videogen ledger upgrade")]
    [InlineData("drop table schema_version", "ledger_corrupt", "Search Path")]
    public async Task A_database_of_another_format_or_program_is_not_touched(string change, string code, string remedy)
    {
        string database = await cluster.NewDatabaseAsync();
        await using (PostgresLedger first = PostgresCluster.Open(database))
        {
            await first.CountPendingAsync(CancellationToken.None);
        }

        await PostgresCluster.ExecuteAsync(database, change);

        await using PostgresLedger ledger = PostgresCluster.Open(database);
        LedgerException refused = await Should.ThrowAsync<LedgerException>(ledger.CountPendingAsync(CancellationToken.None).AsTask());
        (refused.Problem.Code, refused.Problem.Remedy.Contains(remedy, StringComparison.Ordinal)).ShouldBe((code, true));
    }

    [Fact]
    public async Task An_upgrade_makes_the_ledger_where_there_is_none_and_changes_nothing_where_it_is()
    {
        await using PostgresLedger ledger = PostgresCluster.Open(await cluster.NewDatabaseAsync());

        (await ledger.UpgradeAsync(CancellationToken.None)).ShouldBe((0, PostgresSchema.Newest));
        (await ledger.CreateAsync(Samples.Request(), CancellationToken.None)).ShouldBeOfType<CreateResult.Created>();
        (await ledger.UpgradeAsync(CancellationToken.None)).ShouldBe((PostgresSchema.Newest, PostgresSchema.Newest));
        (await ledger.ListJobsAsync("req_a", CancellationToken.None)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task An_upgrade_that_was_reported_survives_the_end_of_the_database_at_once()
    {
        string database = await cluster.NewDatabaseAsync();
        await PostgresCluster.ExecuteAsync(database, await File.ReadAllTextAsync(FileOf(8)));
        await cluster.DelayLogAsync(late: true);
        try
        {
            await using (PostgresLedger ledger = PostgresCluster.Open(database))
            {
                await ledger.UpgradeAsync(CancellationToken.None);
            }

            await cluster.RestartAsync();

            (await PostgresCluster.ExecuteAsync(database, "select max(version) from schema_version")).ShouldBe(PostgresSchema.Newest);
        }
        finally
        {
            await cluster.DelayLogAsync(late: false);
        }
    }

    /// <summary>A new schema file comes with a dump of its format: <c>UPDATE_GOLDEN=1</c> writes it where there is none, and never anew.</summary>
    [Fact]
    public async Task The_dump_of_every_format_is_kept_and_works_once_it_was_upgraded()
    {
        string newest = FileOf(PostgresSchema.Newest);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && !File.Exists(newest))
        {
            string filled = await cluster.NewDatabaseAsync();
            await using (PostgresLedger ledger = PostgresCluster.Open(filled, new ManualTime()))
            {
                await LedgerOfEveryState.FillAsync(ledger, CancellationToken.None);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(newest)!);
            await File.WriteAllTextAsync(newest, await cluster.DumpAsync(filled));
        }

        for (long format = 8; format <= PostgresSchema.Newest; format++)
        {
            string database = await cluster.NewDatabaseAsync();
            await PostgresCluster.ExecuteAsync(database, await File.ReadAllTextAsync(FileOf(format)));
            await using PostgresLedger ledger = PostgresCluster.Open(database);
            (await ledger.UpgradeAsync(CancellationToken.None)).ShouldBe((format, PostgresSchema.Newest));
            foreach (JobState state in Enum.GetValues<JobState>())
            {
                Job job = (await ledger.FindJobAsync(LedgerOfEveryState.JobId(state), CancellationToken.None)).ShouldNotBeNull();
                (job.State, job.NextTickAt is null).ShouldBe((state, job.IsTerminal));
                (await ledger.FindRequestByKeyAsync($"joined-{state}", CancellationToken.None)).ShouldNotBeNull().Request.Id.ShouldBe(job.RequestId);
            }
        }
    }

    [Fact]
    public async Task Another_nodes_templates_are_seen_within_a_second_and_ones_own_at_once()
    {
        string database = await cluster.NewDatabaseAsync();
        var time = new ManualTime();
        await using PostgresLedger one = PostgresCluster.Open(database, time), other = PostgresCluster.Open(database, time);
        LedgerCatalog here = new(one, time), there = new(other, time);
        int before = (await there.ReadAsync(CancellationToken.None)).Templates.Length;

        await here.PublishTemplateAsync("mine", "{{description}}", model: null, CancellationToken.None);

        (await here.ReadAsync(CancellationToken.None)).Templates.Length.ShouldBe(before + 1);
        time.Advance(TimeSpan.FromSeconds(1));
        (await there.ReadAsync(CancellationToken.None)).Templates.Length.ShouldBe(before + 1);
    }

    private static string FileOf(long format) => Path.Combine(GoldenFile.Repository, Folder, string.Create(CultureInfo.InvariantCulture, $"{format:0000}.sql"));
}
