using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Jobs;

namespace VideoGen.Host.Doctor;

/// <summary>The jobs of which nobody knows whether they were billed: what is set aside for them counts against caps until it is settled.</summary>
internal static class UnsettledDiagnostic
{
    private const int Most = 20;

    public static async Task<ImmutableArray<Finding>> RunAsync(ILedger ledger, CancellationToken cancellationToken)
    {
        try
        {
            ImmutableArray<Job> unsettled = await ledger.ListUnsettledAsync(Most + 1, cancellationToken);
            ImmutableArray<Finding> findings = [.. unsettled.Take(Most).Select(About)];
            return unsettled.Length > Most
                ? findings.Add(new Finding("money", FindingState.Warning, $"More than {Most} jobs are not settled; these are the newest.", "Settle them, then look again."))
                : findings;
        }
        catch (LedgerException broken)
        {
            return [new Finding("money", FindingState.Broken, broken.Problem.Message, broken.Problem.Remedy)];
        }
    }

    private static Finding About(Job job) => new(
        "money",
        FindingState.Warning,
        string.Create(CultureInfo.InvariantCulture, $"Nobody knows whether {job.Id} was billed ({job.State} {job.CompletedAt:yyyy-MM-dd HH:mm} UTC, {job.ProviderJob?.RequestId ?? "no id at the provider"}); ${job.ReservedUsd:0.00##} stay set aside."),
        $"Look it up in the provider's dashboard, then run 'videogen settle {job.Id} --billed yes|no|USD'.");
}
