using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Host.Doctor;

/// <summary>Whether clips wait for the media store or are refused by it, why, and where they are. Nothing to say while none does.</summary>
internal static class ClipsDiagnostic
{
    private const string Subject = "clips";

    private const int Newest = 1000;
    private const int Shown = 20;

    public static async Task<ImmutableArray<Finding>> RunAsync(ILedger ledger, AgentOptions options, CancellationToken cancellationToken)
    {
        var waiting = new List<Job>();
        Job[] refused;
        try
        {
            foreach (PendingTick pending in await ledger.ListPendingAsync(cancellationToken))
            {
                if (await ledger.FindJobAsync(pending.JobId, cancellationToken) is { Clip.StoreProblem: not null } job)
                {
                    waiting.Add(job);
                }
            }

            refused = [.. (await ledger.ListNewestJobsAsync(Newest, cancellationToken)).Where(j => j.IsClipRefused)];
        }
        catch (LedgerException broken)
        {
            return [new Finding(Subject, FindingState.Broken, broken.Problem.Message, broken.Problem.Remedy)];
        }

        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (refused.MaxBy(j => j.CreatedAt) is { } no)
        {
            string kept = options.WorkFile(no.Id);
            string place = File.Exists(kept) ? $"It is kept in {kept}, and at {no.Clip!.Address}." : $"It is at {no.Clip!.Address}.";
            string all = refused.Length == 1 ? "" : $" The others: {string.Join(", ", refused.Where(j => j != no).Select(j => j.Id).Take(Shown))}{(refused.Length > Shown + 1 ? ", …" : "")}.";
            findings.Add(new Finding(Subject, FindingState.Warning, $"{refused.Length} clip(s) are refused by the media store; the last is of {no.Id}: {no.Clip.StoreProblem} {place}{all}", no.Clip.StoreRemedy!));
        }

        if (waiting.MaxBy(j => j.CreatedAt) is { } last)
        {
            findings.Add(new Finding(
                Subject,
                FindingState.Warning,
                $"{waiting.Count} clip(s) wait for the media store; the last is of {last.Id}: {last.Clip!.StoreProblem}",
                "They are stored by themselves once the media store takes them."));
        }

        return findings.ToImmutable();
    }
}
