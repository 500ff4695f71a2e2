using VideoGen.Delivery;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>
/// From finished to delivered: fetch, prove, store, settle. The provider's address stays in the row whatever happens, so a paid clip can
/// always be fetched again.
/// </summary>
internal sealed class DeliverStep(ILedger ledger, ClipFetcher fetcher, IMediaStore media, AgentOptions options, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    public async Task<JobCommit> RunAsync(ClaimedJob claimed, CancellationToken cancellationToken)
    {
        Job job = claimed.Job;
        string file = Path.Combine(options.WorkFolder, $"{job.Id}.mp4");
        Clip clip;
        try
        {
            clip = job.Clip is { } kept && File.Exists(file) ? kept : await ProveAsync(job, file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotAClipException)
        {
            return NotFetched(job, file, e);
        }

        try
        {
            Uri address = await media.StoreAsync(clip.Path, file, clip.Sha256, cancellationToken);
            return Delivered(job, clip with { Address = address, Stored = true }, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return NotStored(job, clip, e);
        }
    }

    private async Task<Clip> ProveAsync(Job job, string file, CancellationToken cancellationToken)
    {
        Uri source = job.ProviderClip!.Address;
        Task<int> reserved = ledger.ReserveTakeAsync(job, cancellationToken).AsTask(); // goes to disk while the clip comes
        (string sha256, long bytes) = await fetcher.FetchAsync(source, file, cancellationToken);
        await using FileStream stream = File.OpenRead(file);
        ClipFacts facts = Mp4Reader.Read(stream);
        int take = await reserved;
        return new Clip
        {
            Address = source,
            Path = ClipPath.Of(job, take),
            Take = take,
            DurationSeconds = facts.DurationSeconds,
            Width = facts.Width,
            Height = facts.Height,
            FramesPerSecond = facts.FramesPerSecond,
            Frames = facts.Frames,
            Codec = facts.Codec,
            Sha256 = sha256,
            FileSize = bytes,
            Stored = false,
            Notes = [.. job.ProviderClip.Notes, .. ClipRemarks.On(job, facts)],
        };
    }

    private JobCommit Delivered(Job job, Clip clip, string file)
    {
        File.Delete(file);
        decimal billed = job.ProviderClip?.BilledUnits ?? job.Price.BilledSeconds(job.SlotSeconds);
        JobCommit commit = job.To(JobState.Succeeded, time.GetUtcNow(), EventSource.Agent, $"Delivered {clip.Path}, {clip.DurationSeconds:0.###} s.");
        return commit with
        {
            Next = commit.Next with { Clip = clip, Failure = null, ReservedUsd = 0, BilledSeconds = billed, BilledUsd = job.Price.OfBilled(billed) },
        };
    }

    private JobCommit NotFetched(Job job, string file, Exception e)
    {
        if (e is NotAClipException)
        {
            File.Delete(file);
        }

        DateTimeOffset now = time.GetUtcNow();
        int attempts = job.DownloadAttempts + 1;
        Job tried = job with { DownloadAttempts = attempts };
        string message = $"The finished clip could not be fetched (attempt {attempts} of {options.MaxDownloadAttempts}): {e.Message}";
        return attempts >= options.MaxDownloadAttempts
            ? tried.Fail(JobState.Failed, Failures.NotFetched(message, job.Id), now, EventSource.Agent)
            : tried.Again(now + Pause(attempts)).Note(now, EventSource.Agent, "note", message);
    }

    private JobCommit NotStored(Job job, Clip clip, Exception e)
    {
        DateTimeOffset now = time.GetUtcNow();
        JobCommit commit = (job with { Clip = clip, DownloadAttempts = job.DownloadAttempts + 1 }).Again(now + Pause(job.DownloadAttempts + 1));
        return job.Clip is not null ? commit : commit.Note(now, EventSource.Agent, "note", $"The clip is kept here until the media store takes it: {e.Message}");
    }

    private static TimeSpan Pause(int attempts)
    {
        TimeSpan pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 20));
        return pause > LongestPause ? LongestPause : pause;
    }
}
