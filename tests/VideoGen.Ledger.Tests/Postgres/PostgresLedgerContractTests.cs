using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sql;
using VideoGen.Records;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests.Postgres;

/// <summary>PostgreSQL keeps every promise of the port; every ledger has sessions of its own, as in processes of their own.</summary>
[Collection(PostgresSuite.Name)]
public sealed class PostgresLedgerContractTests(PostgresCluster cluster) : LedgerContract
{
    private string? _database;

    protected override async ValueTask<ILedger> OpenAsync() => PostgresCluster.Open(_database ??= await cluster.NewLedgerAsync(), Time);

    protected override IRecordOutbox OutboxOf(ILedger ledger) => new LedgerOutbox((PostgresLedger)ledger);
}
