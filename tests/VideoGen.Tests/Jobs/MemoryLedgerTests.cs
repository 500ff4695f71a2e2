using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Testing;
using VideoGen.Testing.Jobs;

namespace VideoGen.Tests.Jobs;

/// <summary>The ledger that the simulation runs on keeps every promise of the port.</summary>
public sealed class MemoryLedgerTests : LedgerContract
{
    private readonly MemoryLedgerStore _store = new();

    protected override ValueTask<ILedger> OpenAsync() => ValueTask.FromResult<ILedger>(new MemoryLedger(_store, Time));

    protected override IRecordOutbox OutboxOf(ILedger ledger) => new MemoryOutbox((MemoryLedger)ledger);
}
