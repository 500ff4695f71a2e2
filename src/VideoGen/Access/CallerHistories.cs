using VideoGen.Jobs;

namespace VideoGen.Access;

/// <summary>Histories as one caller may see them: of its own requests; of anybody's where it operates. Thread-safe.</summary>
/// <param name="ledger">The truth.</param>
/// <param name="caller">The caller.</param>
/// <param name="time">Clock.</param>
/// <param name="paths">Takes paths out of sentences for a caller who is not on this machine; null leaves them.</param>
public sealed class CallerHistories(ILedger ledger, Caller caller, TimeProvider time, MachinePaths? paths = null) : ISegmentHistories
{
    /// <inheritdoc/>
    public async ValueTask<SegmentHistory?> FindHistoryAsync(string requestId, string segmentId, CancellationToken cancellationToken)
    {
        if (!caller.May(Scopes.Read) || await ledger.FindRequestAsync(requestId, cancellationToken) is not { } request || !caller.Sees(request)
            || (await ledger.ListJobsAsync(requestId, cancellationToken)).FirstOrDefault(j => j.SegmentId == segmentId) is not { } job)
        {
            return null;
        }

        IEnumerable<JobEvent> lines = await ledger.ListEventsAsync(job.Id, cancellationToken);
        return new SegmentHistory(job.State, job.CreatedAt, time.GetUtcNow(), [.. lines.Select(line => paths is null ? line : line with { Message = paths.Hide(line.Message) })]);
    }
}
