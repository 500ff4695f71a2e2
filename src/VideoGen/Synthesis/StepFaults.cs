using System.Collections.Concurrent;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>
/// Why the last step of a job failed in this process, for as long as it does. Kept in memory, because the usual reason is a ledger that
/// cannot be written. Thread-safe.
/// </summary>
public sealed class StepFaults
{
    private readonly ConcurrentDictionary<string, string> _reasons = new(StringComparer.Ordinal);

    /// <summary>The reason in words; null when the last step did its work.</summary>
    public string? Of(string jobId) => _reasons.GetValueOrDefault(jobId);

    /// <summary>A step failed.</summary>
    public void Failed(string jobId, Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _reasons[jobId] = error is LedgerException { Problem: var problem } ? $"{problem.Message} {problem.Remedy}" : error.Message;
    }

    /// <summary>A step did its work.</summary>
    public void Worked(string jobId) => _reasons.TryRemove(jobId, out _);
}
