using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Host.Doctor;

/// <summary>Whether jobs cannot go on, and why. Nothing to say while all do.</summary>
internal static class StuckJobsDiagnostic
{
    public static async Task<ImmutableArray<Finding>> RunAsync(ILedger ledger, CancellationToken cancellationToken)
    {
        var stuck = new List<Job>();
        try
        {
            foreach (PendingTick pending in await ledger.ListPendingAsync(cancellationToken))
            {
                if (await ledger.FindJobAsync(pending.JobId, cancellationToken) is { Fault: not null } job)
                {
                    stuck.Add(job);
                }
            }
        }
        catch (LedgerException broken)
        {
            return [new Finding("jobs", FindingState.Broken, broken.Problem.Message, broken.Problem.Remedy)];
        }

        return stuck.MaxBy(j => j.CreatedAt) is not { } last
            ? []
            : [new Finding("jobs", FindingState.Warning, $"{stuck.Count} job(s) cannot go on; the last is {last.Id}: {last.Fault}", "They go on by themselves once that is over, and nothing is ordered twice.")];
    }
}
