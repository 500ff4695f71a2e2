using System.Collections.Immutable;
using System.Text;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Auditing;

/// <summary>
/// Looks at an audit bundle: every hash, whether its documents agree, every signature whose key is kept, and whether a replay comes to the same end. The
/// bundle is not changed.
/// </summary>
/// <param name="proofs">Look at signatures, one for each provider whose keys are public.</param>
/// <param name="openLedger">Opens an empty ledger in a folder, with a clock.</param>
public sealed class AuditCheck(IEnumerable<IWebhookProofs> proofs, Func<string, TimeProvider, ILedger> openLedger)
{
    private readonly ImmutableDictionary<string, IWebhookProofs> _proofs = proofs.ToImmutableDictionary(p => p.Provider, StringComparer.Ordinal);

    /// <summary>Looks at it.</summary>
    /// <param name="file">The bundle, which can be read at any place.</param>
    /// <param name="folder">An empty folder of this call, for the replay.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AuditReport> RunAsync(Stream file, string folder, CancellationToken cancellationToken)
    {
        (AuditBundle? opened, ImmutableArray<Problem> wrong) = await AuditBundle.OpenAsync(file, cancellationToken);
        if (opened is null)
        {
            return new AuditReport { Problems = wrong };
        }

        using AuditBundle bundle = opened;
        var report = new AuditReport { RequestId = bundle.Manifest.RequestId, Files = bundle.Manifest.Files.Length };
        (AuditDocuments? documents, Problem? problem) = AuditDocuments.Read(bundle);
        if (documents is null)
        {
            return report with { Problems = [problem!] };
        }

        var problems = new List<Problem>(AuditAgreement.Of(bundle, documents));
        var notices = new List<string>();
        int signatures = Signatures(documents, problems, notices);
        (int replayed, int clips) = await ReplayAsync(bundle, documents, folder, problems, notices, cancellationToken);
        return report with { Signatures = signatures, Replayed = replayed, Clips = clips, Problems = [.. problems], Notices = [.. notices] };
    }

    private async Task<(int Jobs, int Clips)> ReplayAsync(
        AuditBundle bundle, AuditDocuments documents, string folder, List<Problem> problems, List<string> notices, CancellationToken cancellationToken)
    {
        try
        {
            PlanReplay.Run(documents, problems, notices);
            return await new AuditReplay(bundle, documents, folder, openLedger).RunAsync(problems, notices, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever a stranger's documents break is a finding about them.
        catch (Exception e) when (e is not (OperationCanceledException or IOException))
#pragma warning restore CA1031
        {
            problems.Add(ReplayDifference.Of("", $"The replay broke off: {e.Message}"));
            return (0, 0);
        }
    }

    private int Signatures(AuditDocuments documents, List<Problem> problems, List<string> notices)
    {
        int held = 0;
        foreach ((WebhookDelivery delivery, string name) in documents.Deliveries)
        {
            if (delivery.Proof is not { } proof)
            {
                notices.Add($"{name}: no signature was kept with it; the delivery came unsigned, or an older version took it in.");
            }
            else if (proof.Key is null)
            {
                notices.Add($"{name}: it was signed by {proof.Provider} with a secret ({proof.Scheme}), which is in no bundle; the agent verified it when it arrived, and only who has the secret can do so again.");
            }
            else if (!_proofs.TryGetValue(proof.Provider, out IWebhookProofs? known))
            {
                notices.Add($"{name}: signatures of {proof.Provider} ({proof.Scheme}) are not known to this version.");
            }
            else if (known.Holds(proof, Encoding.UTF8.GetBytes(delivery.Body)))
            {
                held++;
            }
            else
            {
                problems.Add(new(
                    ProblemCodes.SignatureInvalid, name, $"The key that is kept with this webhook did not sign it: body, headers or key are not those that {proof.Provider} sent.",
                    $"Compare the key with those that {proof.Provider} publishes, and ask whoever made the bundle for the original."));
            }
        }

        return held;
    }
}
