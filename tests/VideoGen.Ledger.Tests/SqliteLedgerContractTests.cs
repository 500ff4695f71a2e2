using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Records;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>SQLite keeps every promise of the port; every ledger has a writer of its own, as in processes of their own.</summary>
public sealed class SqliteLedgerContractTests : LedgerContract
{
    private readonly LedgerFolder _folder = new();

    protected override ValueTask<ILedger> OpenAsync() =>
        ValueTask.FromResult<ILedger>(new SqliteLedger(new SqliteLedgerOptions(_folder.Path), Time));

    protected override IRecordOutbox OutboxOf(ILedger ledger) => new LedgerOutbox((SqliteLedger)ledger);

    protected override ValueTask RemoveAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
