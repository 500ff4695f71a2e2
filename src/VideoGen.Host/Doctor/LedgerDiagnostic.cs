using System.Collections.Immutable;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;

namespace VideoGen.Host.Doctor;

/// <summary>Whether the ledger works.</summary>
internal static class LedgerDiagnostic
{
    public static async Task<Finding> RunAsync(AgentHost host, Settings settings, CancellationToken cancellationToken)
    {
        try
        {
            ImmutableArray<string> damage = await host.CheckLedgerIntegrityAsync(cancellationToken);
            if (!damage.IsEmpty)
            {
                return new Finding(
                    "ledger",
                    FindingState.Broken,
                    $"{host.LedgerPlace} is damaged: {string.Join("; ", damage)}",
                    settings.Ledger.Connection is null
                        ? "Stop every VideoGen process, keep a copy of the file, and put a backup in its place, or what 'sqlite3 ledger.db .recover' saves of it."
                        : "Set fsync and full_page_writes to on in postgresql.conf: without them a loss of power loses paid jobs.");
            }

            int pending = await host.Ledger.CountPendingAsync(cancellationToken);
            return new Finding("ledger", FindingState.Good, $"{host.LedgerPlace} works; {pending} unfinished job(s).");
        }
        catch (LedgerException broken)
        {
            return new Finding("ledger", FindingState.Broken, broken.Problem.Message, broken.Problem.Remedy);
        }
    }
}
