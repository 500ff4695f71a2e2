using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;

namespace VideoGen.Ledger.Tests;

public sealed class SqliteRequestListTests : RequestListContract, IAsyncDisposable
{
    private readonly LedgerFolder _folder = new();
    private SqliteLedger? _ledger;

    protected override SqlLedger Open() => _ledger = new SqliteLedger(new SqliteLedgerOptions(_folder.Path), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _ledger!.DisposeAsync();
        _folder.Dispose();
    }
}
