using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Host.Doctor;

/// <summary>Whether clips wait for the media store, and why. Nothing to say while none does.</summary>
internal static class ClipsExam
{
    private const string Subject = "clips";

    public static async Task<ImmutableArray<Finding>> RunAsync(ILedger ledger, CancellationToken cancellationToken)
    {
        var waiting = new List<Job>();
        try
        {
            foreach (PendingTick pending in await ledger.ListPendingAsync(cancellationToken))
            {
                if (await ledger.FindJobAsync(pending.JobId, cancellationToken) is { Clip.StoreProblem: not null } job)
                {
                    waiting.Add(job);
                }
            }
        }
        catch (LedgerException broken)
        {
            return [new Finding(Subject, FindingState.Broken, broken.Problem.Message, broken.Problem.Remedy)];
        }

        return waiting.MaxBy(j => j.CreatedAt) is not { } last
            ? []
            :
            [
                new Finding(
                    Subject,
                    FindingState.Warning,
                    $"{waiting.Count} clip(s) wait for the media store; the last is of {last.Id}: {last.Clip!.StoreProblem}",
                    "They are stored by themselves once the media store takes them."),
            ];
    }
}
