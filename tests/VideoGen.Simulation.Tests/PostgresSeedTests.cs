using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Tests.Postgres;
using VideoGen.Simulation.Runs;

namespace VideoGen.Simulation.Tests;

/// <summary>Worlds of a cluster on the ledger that clusters have.</summary>
public sealed class PostgresSeedTests(PostgresCluster database) : IClassFixture<PostgresCluster>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_cluster_keeps_its_promises_on_PostgreSQL(ulong seed)
    {
        string connection = await database.NewLedgerAsync();

        // The simulation wants a thread without a scheduler of its own.
        Outcome outcome = await Task.Factory.StartNew(
            () => SeedRun.Of(seed, traced: true, isCluster: true, ledgers: (_, time) => new PostgresLedger(new PostgresLedgerOptions(connection) { MaxReaders = 1 }, time)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        outcome.Violation.ShouldBeNull($"{outcome.Violation?.What}\n{outcome.Trace}");
    }
}
