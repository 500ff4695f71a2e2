using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>
/// Writes what a step did. What nobody else can find out again is held on to: that the provider took a job, under which id. It is written
/// again when the ledger fails for a moment, and over whatever somebody else made of the row in the meantime.
/// </summary>
internal sealed class StepWriter(ILedger ledger, TimeProvider time)
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <returns>What was written; null when somebody else was faster, and nothing was.</returns>
    public async Task<JobCommit?> WriteAsync(Job before, JobCommit commit, CancellationToken cancellationToken)
    {
        bool precious = before.State is JobState.Planned && (commit.Next.ProviderJob is not null || IsUnsent(commit));
        if (!precious)
        {
            return await ledger.CommitAsync(commit, CancellationToken.None) ? commit : null;
        }

        JobCommit? next = commit;
        for (int attempt = 1; next is not null; attempt++)
        {
            try
            {
                if (await ledger.CommitAsync(next, CancellationToken.None))
                {
                    _ = FlushAsync();
                    return next;
                }

                next = await OverAsync(commit);
            }
            catch (LedgerException) when (attempt < Attempts)
            {
                await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), time, cancellationToken);
            }
        }

        return null;
    }

    // As soon as it can be; the job goes on meanwhile.
    private async Task FlushAsync()
    {
        try
        {
            await ledger.FlushAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is LedgerException or ObjectDisposedException)
        {
            // It is written; whoever needs the disk next gets the error.
        }
    }

    /// <summary>The same news on top of the present row; null when the row has the id already.</summary>
    private async Task<JobCommit?> OverAsync(JobCommit commit)
    {
        Job? row = await ledger.FindJobAsync(commit.Next.Id, CancellationToken.None);
        return row is null or { ProviderJob: not null } || (IsUnsent(commit) && row.State is not (JobState.Submitting or JobState.SubmissionUnknown))
            ? null
            : commit with
            {
                Next = commit.Next with { Version = row.Version + 1, CancelSentAt = row.CancelSentAt },
                Events = [.. commit.Events.Select(e => e with { From = row.State, Message = IsUnsent(commit) ? e.Message : $"{e.Message} The answer to the submit came late." })],
            };
    }

    // That nothing was sent is known here alone, too.
    private static bool IsUnsent(JobCommit commit) => commit is { Next.State: JobState.Planned, Before.State: JobState.Submitting };
}
