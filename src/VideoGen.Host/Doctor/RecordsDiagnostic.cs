using VideoGen.Jobs;
using VideoGen.Records;

namespace VideoGen.Host.Doctor;

/// <summary>Whether PayloadCMS holds every record, and which it refuses.</summary>
internal static class RecordsDiagnostic
{
    private const string Subject = "payload records";

    // What a running process delivers within moments is no finding.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    public static async Task<Finding> RunAsync(RecordDelivery delivery, TimeProvider time, CancellationToken cancellationToken)
    {
        RecordBacklog backlog;
        try
        {
            backlog = await delivery.ReadBacklogAsync(cancellationToken);
        }
        catch (LedgerException broken)
        {
            return new Finding(Subject, FindingState.Broken, broken.Problem.Message, broken.Problem.Remedy);
        }

        return backlog switch
        {
            { RefusedCount: > 0 and var refused } => new Finding(
                Subject,
                FindingState.Warning,
                $"{refused} job(s) are refused; the last is {backlog.Refused[0].JobId}: {backlog.Refused[0].Reason}",
                "Repair the collection or its rules, then deliver them with: videogen records --retry"),
            { OldestAt: { } oldest } when time.GetUtcNow() - oldest > Late => new Finding(
                Subject,
                FindingState.Warning,
                $"{backlog.Waiting} job(s) wait since {oldest:yyyy-MM-dd HH:mm} UTC{(backlog.Problem is { } problem ? $": {problem}" : ".")}",
                "A running server or MCP process delivers them by itself; without one: videogen records --retry"),
            { Waiting: > 0 } => new Finding(Subject, FindingState.Good, $"{backlog.Waiting} job(s) are about to be delivered."),
            _ => new Finding(Subject, FindingState.Good, "every record is delivered."),
        };
    }
}
