using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>
/// Finishes the delivery of a clip that exists and is paid for, without ordering anything: fetches it again, or reads its result anew where
/// the provider gave none that could be used. A stored clip that was deleted or changed since is delivered anew too: into its place where that is
/// free, else as a new take beside the changed file.
/// </summary>
public sealed class Redelivery(ILedger ledger, IMediaStore media, TimeProvider time)
{
    /// <summary>Makes the fetching of a job's clip, or the reading of its result, due now.</summary>
    /// <returns>The job's request, or the reason why there is nothing to fetch.</returns>
    public async ValueTask<Answer<string>> BeginAsync(string jobId, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Somebody else may write the job meanwhile (its bill, a late webhook): then what it is now decides.
            if (await TryBeginAsync(jobId, cancellationToken) is { } answer)
            {
                await ledger.FlushAsync(cancellationToken);
                return answer;
            }
        }
    }

    private async ValueTask<Answer<string>?> TryBeginAsync(string jobId, CancellationToken cancellationToken)
    {
        if (await ledger.FindJobAsync(jobId, cancellationToken) is not { } job)
        {
            return No(ProblemCodes.JobUnknown, $"There is no job '{jobId}' here.", "Use the job_id of provider_metadata.");
        }

        bool isLost;
        try
        {
            isLost = job is { State: JobState.Succeeded, Clip: { Stored: true } stored } && await media.HasLostAsync(stored, cancellationToken);
        }
        catch (IOException e)
        {
            return No(ProblemCodes.StoreUnreachable, $"Whether the clip of {jobId} is still in the media store cannot be told: {e.Message}", "Run 'videogen doctor --payload', then redeliver again; do not order the segment again.");
        }

        if (job.State is JobState.Downloading || (job.Clip is not null && !job.IsClipRefused && !isLost))
        {
            return new Answer<string>.Given(job.RequestId); // delivered, or on its way
        }

        if (job.ProviderJob is not null && (job.IsTerminal ? job.ProviderClip is null : job.UnreadSince is not null))
        {
            return await ReadAnewAsync(job, cancellationToken);
        }

        if (job.ProviderClip is null || !job.IsTerminal)
        {
            return No(ProblemCodes.NothingToRedeliver, $"The provider has not finished a clip for {jobId}.", $"Look how request {job.RequestId} stands.");
        }

        if (isLost && job.ProviderClip.Address is { IsFile: true } made && !File.Exists(made.LocalPath))
        {
            return No(
                ProblemCodes.NothingToRedeliver,
                $"The stored clip of {jobId} ({job.Clip!.Path}, SHA-256 {job.Clip.Sha256}) was changed or deleted, and what {job.Provider} made is not there any more.",
                "Put that file back from a backup, or order the segment again.");
        }

        DateTimeOffset now = time.GetUtcNow();
        Clip? clip = job.Clip is null || isLost ? null : job.Clip with { StoreProblem = null, StoreRemedy = null };
        string why = isLost
            ? $"Asked to deliver the clip again: what was stored as {job.Clip!.Path} (SHA-256 {job.Clip.Sha256}) was changed or deleted since."
            : "Asked to deliver the clip again.";
        JobCommit commit = (job with { Clip = clip, DownloadAttempts = 0, CompletedAt = null, Failure = null }).To(JobState.Downloading, now, EventSource.Caller, why).Due(now);
        return await ledger.CommitAsync(commit, cancellationToken) ? new Answer<string>.Given(job.RequestId) : null;
    }

    // Reading costs nothing, whatever the end was; a provider that says the same again ends the job again.
    private async ValueTask<Answer<string>?> ReadAnewAsync(Job job, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        JobCommit commit = job.IsTerminal
            ? (job with { CompletedAt = null, Failure = null, UnreachableReads = 0 }).To(JobState.Running, now, EventSource.Caller, "Asked to read the result again.").Due(now)
            : job.Again(now).Note(now, EventSource.Caller, "note", "Asked to read the result again.");
        return await ledger.CommitAsync(commit, cancellationToken) ? new Answer<string>.Given(job.RequestId) : null;
    }

    private static Answer<string>.Refused No(string code, string message, string remedy) =>
        new(new Refusal { Problems = [new Problem(code, "/job_id", message, remedy)] });
}
