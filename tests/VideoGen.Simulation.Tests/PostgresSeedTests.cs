using VideoGen.Ledger.Tests.Postgres;
using VideoGen.Simulation.Runs;

namespace VideoGen.Simulation.Tests;

/// <summary>The same worlds on the real PostgreSQL.</summary>
public sealed class PostgresSeedTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private const int Seeds = 12;

    [Fact]
    public async Task A_seed_is_the_same_history_on_postgresql()
    {
        int takenOver = 0;
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            string database = await cluster.NewLedgerAsync();
            string trace = SeedRun.Of(seed, traced: true).Trace;
            takenOver += trace.Contains(" over from ", StringComparison.Ordinal) ? 1 : 0;
            SeedRun.Of(seed, traced: true, ledgers: (_, time) => PostgresCluster.Open(database, time)).Trace.ShouldBe(trace, $"seed {seed}");
        }

        takenOver.ShouldBeGreaterThan(0, "The seeds must show claims that are taken over from the dead.");
    }
}
