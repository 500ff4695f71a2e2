using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Postgres;

/// <summary>
/// The ledger in a PostgreSQL database, which several machines may share. Making one costs nothing: the database is opened, and the tables are made
/// where there are none, by the first call; every call may end in a <see cref="LedgerException"/> when the database cannot be used. Thread-safe.
/// </summary>
public sealed class PostgresLedger : SqlLedger
{
    private readonly PostgresStore _store;

    /// <summary>A ledger in a database.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">Clock for halts and patience.</param>
    public PostgresLedger(PostgresLedgerOptions options, TimeProvider time)
        : this(new PostgresStore(options ?? throw new ArgumentNullException(nameof(options)), time ?? throw new ArgumentNullException(nameof(time))), time)
    {
    }

    private PostgresLedger(PostgresStore store, TimeProvider time)
        : base(store, time) => _store = store;

    /// <inheritdoc/>
    public override string Place => _store.Place;

    /// <summary>Brings the tables to this version's format, while no node works on them. A newer format is refused.</summary>
    /// <returns>The format before and after; before is 0 for an empty database.</returns>
    public ValueTask<(long Before, long After)> UpgradeAsync(CancellationToken cancellationToken) => _store.UpgradeAsync(cancellationToken);

    /// <summary>The nodes of the cluster on this ledger that are not forgotten yet; for people.</summary>
    public ValueTask<ImmutableArray<NodeRecord>> ListNodesAsync(CancellationToken cancellationToken) => _store.ReadAsync(NodeReads.List, cancellationToken);

    /// <summary>The clock of the database's machine.</summary>
    public ValueTask<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => _store.ReadAsync(NodeReads.Clock, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask<ImmutableArray<string>> CheckIntegrityAsync(CancellationToken cancellationToken)
    {
        await _store.WriteAsync(session => session.Number("select count(*) from writer"), cancellationToken);
        return await _store.ReadAsync(session => session.List("select name || ' is ' || setting from pg_settings where name in ('fsync', 'full_page_writes') and setting = 'off' order by name", row => row.GetString(0)), cancellationToken);
    }
}
