using VideoGen.Ledger.Tests.Postgres;
using VideoGen.Simulation.Runs;

namespace VideoGen.Simulation.Tests;

/// <summary>A world on the ledger in a real PostgreSQL is the same world.</summary>
/// <param name="cluster">The server.</param>
public sealed class PostgresSeedTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    [Fact]
    public async Task A_seed_is_the_same_history_on_PostgreSQL()
    {
        const int onPostgres = 10;
        for (ulong seed = 1; seed <= onPostgres; seed++)
        {
            string connection = await cluster.NewLedgerAsync();

            SeedRun.Of(seed, traced: true, ledgers: (_, time) => PostgresCluster.Open(connection, time)).Trace.ShouldBe(SeedRun.Of(seed, traced: true).Trace, $"seed {seed}");
        }
    }
}
