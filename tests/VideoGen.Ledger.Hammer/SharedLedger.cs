using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;

namespace VideoGen.Ledger.Hammer;

/// <summary>The ledger that all processes work on: a file, or a database.</summary>
/// <param name="place">Path of the file, or a connection string.</param>
/// <param name="witnessFolder">Where holders of jobs leave their marks.</param>
public sealed class SharedLedger(string place, string witnessFolder)
{
    /// <summary>Where holders of jobs leave their marks.</summary>
    public string WitnessFolder { get; } = witnessFolder;

    /// <summary>Opens it, as another process would.</summary>
    public SqlLedger Open() => place.Contains('=', StringComparison.Ordinal)
        ? new PostgresLedger(new PostgresLedgerOptions(place) { SilenceTimeout = TimeSpan.FromMinutes(1) }, TimeProvider.System) // many processes on few processors
        : new SqliteLedger(new SqliteLedgerOptions(place) { CheckpointBytes = 48 * 1024 }, TimeProvider.System);
}
