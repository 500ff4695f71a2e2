using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Ledger.Postgres;

namespace VideoGen.Host.Configuration;

/// <summary>Rules of the ledger's settings that no single value shows. Pure.</summary>
internal static class LedgerSettingsCheck
{
    /// <summary>Every problem; empty when there is none.</summary>
    public static ImmutableArray<Problem> Check(LedgerSettings ledger) =>
        ledger.Connection is { } connection && PostgresLedgerOptions.FaultOf(connection) is { } fault
            ? [new Problem("setting_invalid", "/ledger/connection", $"ledger.connection {fault.Message}.", fault.Remedy)]
            : [];
}
