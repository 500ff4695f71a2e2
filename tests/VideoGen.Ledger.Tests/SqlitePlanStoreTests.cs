using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

public sealed class SqlitePlanStoreTests : PlanStoreContract, IAsyncDisposable
{
    private readonly LedgerFolder _folder = new();
    private SqliteLedger? _ledger;

    protected override IPlanStore Open() => _ledger = new SqliteLedger(new SqliteLedgerOptions(_folder.Path), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _ledger!.DisposeAsync();
        _folder.Dispose();
    }
}
