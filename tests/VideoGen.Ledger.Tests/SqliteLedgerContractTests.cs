using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>SQLite keeps every promise of the port; every ledger has a writer of its own, as in processes of their own.</summary>
public sealed class SqliteLedgerContractTests : LedgerContract
{
    private readonly LedgerFolder _folder = new();

    protected override ValueTask<ILedger> OpenAsync() =>
        ValueTask.FromResult<ILedger>(new SqliteLedger(new SqliteLedgerOptions(_folder.Path), Time));

    protected override ValueTask RemoveAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
