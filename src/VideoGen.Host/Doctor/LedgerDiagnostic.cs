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
                    $"{Path.Combine(settings.Home, "ledger.db")} is damaged: {string.Join("; ", damage)}",
                    "Stop every VideoGen process, keep a copy of the file, and put a backup in its place, or what 'sqlite3 ledger.db .recover' saves of it.");
            }

            int pending = await host.Ledger.CountPendingAsync(cancellationToken);
            return new Finding("ledger", FindingState.Good, $"{Path.Combine(settings.Home, "ledger.db")} works; {pending} unfinished job(s).");
        }
        catch (LedgerException broken)
        {
            return new Finding("ledger", FindingState.Broken, broken.Problem.Message, broken.Problem.Remedy);
        }
    }
}
