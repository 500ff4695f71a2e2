using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests.Postgres;

[Collection(PostgresSuite.Name)]
public sealed class PostgresPlanStoreTests(PostgresCluster cluster) : PlanStoreContract, IAsyncLifetime
{
    private PostgresLedger? _ledger;
    private string _database = "";

    public async Task InitializeAsync() => _database = await cluster.NewDatabaseAsync();

    public async Task DisposeAsync() => await (_ledger?.DisposeAsync() ?? ValueTask.CompletedTask);

    protected override IPlanStore Open() => _ledger = PostgresCluster.Open(_database);
}
