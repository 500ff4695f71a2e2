using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Tests.Postgres;

[Collection(PostgresSuite.Name)]
public sealed class PostgresRequestListTests(PostgresCluster cluster) : RequestListContract, IAsyncLifetime
{
    private PostgresLedger? _ledger;
    private string _database = "";

    public async Task InitializeAsync() => _database = await cluster.NewDatabaseAsync();

    public async Task DisposeAsync() => await (_ledger?.DisposeAsync() ?? ValueTask.CompletedTask);

    protected override SqlLedger Open() => _ledger = PostgresCluster.Open(_database);
}
