using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;

namespace VideoGen.Host.Doctor;

/// <summary>Whether the ledger works.</summary>
internal static class LedgerExam
{
    public static async Task<Finding> RunAsync(AgentHost host, Settings settings, CancellationToken cancellationToken)
    {
        try
        {
            int pending = await host.Ledger.CountPendingAsync(cancellationToken);
            return new Finding("ledger", FindingState.Good, $"{Path.Combine(settings.Home, "ledger.db")} works; {pending} unfinished job(s).");
        }
        catch (LedgerException broken)
        {
            return new Finding("ledger", FindingState.Broken, broken.Problem.Message, broken.Problem.Remedy);
        }
    }
}
