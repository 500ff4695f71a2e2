using System.Diagnostics;
using VideoGen.Continuing;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Finishing;
using VideoGen.Jobs;
using VideoGen.Provenance;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>
/// From finished to delivered: fetch, prove, store. The provider's address stays in the row whatever happens, so a paid clip can always be
/// fetched again.
/// </summary>
internal sealed class DeliverStep(
    ILedger ledger, ClipFetcher fetcher, IMediaStore media, IClipSigner? signer, FinishStep finish, EndsStep ends, AgentOptions options, TimeProvider time, LookAgain lookAgain)
{
    private const double Growth = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WhileNotKept = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly KeptOriginals _kept = new(options.WorkFolder);

    /// <param name="claimed">The job.</param>
    /// <param name="provider">Its provider, for the credential that the clip may want; null where it is not here.</param>
    /// <param name="cancellationToken">Ends the step where that loses nothing.</param>
    public async Task<JobCommit> RunAsync(ClaimedJob claimed, IVideoProvider? provider, CancellationToken cancellationToken) =>
        (await DeliverAsync(claimed.Job, provider, cancellationToken)).PutAside(claimed.Deliveries, "A delivery that came after the provider had finished was put aside.");

    /// <summary>Removes the work file of a job whose end is written.</summary>
    public void CleanUp(Job job)
    {
        try
        {
            ClipFetcher.Discard(WorkFile(job));
            _kept.Discard(job.Id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file too many costs nothing but room.
        }
    }

    private async Task<JobCommit> DeliverAsync(Job job, IVideoProvider? provider, CancellationToken cancellationToken)
    {
        string file = WorkFile(job);
        Clip clip;
        try
        {
            // The copy that was proved may be on another machine, and this one may have another, or a part of one.
            clip = job.Clip is { } kept && ClipFetcher.Holds(file, kept.Sha256) ? kept : await ProveAsync(job, file, provider, cancellationToken);
        }
        catch (Exception e) when (IsOfTheWorld(e, cancellationToken))
        {
            return NotFetched(job, file, e);
        }

        try
        {
            return await StoreAsync(job, clip, file, cancellationToken);
        }
        catch (MediaTakenException)
        {
            // An attempt that nobody remembers stored this clip from other bytes. They are left where they are.
            int take = await ledger.ReserveTakeAsync(job, above: clip.Take, cancellationToken);
            clip = clip with { Take = take, Path = ClipPath.Of(job, take, ClipContainer.OfPath(clip.Path)) };
            return (job with { Clip = clip }).Again(time.GetUtcNow() + FirstPause).Note(time.GetUtcNow(), EventSource.Agent, "note", $"The place is taken by other bytes; the clip becomes take {take}.");
        }
        catch (ClipRefusedException e)
        {
            return Kept(job, file, Refused(job, clip, e, time.GetUtcNow()));
        }
        catch (Exception e) when (IsOfTheWorld(e, cancellationToken))
        {
            return Kept(job, file, NotStored(job, clip, e));
        }
    }

    // What says that the clip is kept here is written after the disk has it.
    private JobCommit Kept(Job job, string file, JobCommit commit)
    {
        try
        {
            ClipFetcher.Flush(file);
            return commit;
        }
        catch (ClipNotKeptException e)
        {
            return NotFetched(job, file, e);
        }
    }

    private async Task<JobCommit> StoreAsync(Job job, Clip clip, string file, CancellationToken cancellationToken)
    {
        using Activity? span = AgentTraces.Store();
        StoredClip stored;
        try
        {
            stored = await media.StoreAsync(New(job, clip, file), cancellationToken);
        }
        catch (Exception e)
        {
            AgentTraces.Fail(span, e.GetType().FullName!);
            throw;
        }

        ClipFinishing? finishing = await finish.RunAsync(job, clip, file, cancellationToken);
        clip = clip with { Finishing = finishing, Notes = [.. clip.Notes, .. finishing?.Warnings ?? []] };
        clip = await ends.RunAsync(job, clip, file, cancellationToken);
        JobCommit commit = job.To(JobState.Succeeded, time.GetUtcNow(), EventSource.Agent, $"Delivered {clip.Path}, {clip.DurationSeconds:0.###} s.");
        return commit with { Next = commit.Next with { Clip = clip with { Address = stored.Address, MediaId = stored.DocumentId, Stored = true, StoreProblem = null, StoreRemedy = null }, Failure = null } };
    }

    private async Task<Clip> ProveAsync(Job job, string file, IVideoProvider? provider, CancellationToken cancellationToken)
    {
        Uri source = await AddressAsync(job, provider, cancellationToken);
        Task<int> reserved = ledger.ReserveTakeAsync(job, above: 0, cancellationToken).AsTask(); // goes to disk while the clip comes
        (string sha256, long bytes) = _kept.TryTake(job.Id, file) ?? await FetchAsync(job, source, file, provider, cancellationToken);
        ClipFacts facts = Facts(file);
        (ClipProvenance provenance, (string, long)? marked) = ClipFetcher.AddTo(file, clip => ClipMark.Apply(clip, sha256, job, facts.Container == ClipContainer.Mp4, options.Provenance, signer));
        (sha256, bytes) = marked ?? (sha256, bytes);
        int take = await reserved;
        return new Clip
        {
            Address = source,
            Path = ClipPath.Of(job, take, facts.Container),
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
            Provenance = provenance,
            Notes = [.. job.ProviderClip!.Notes, .. ClipRemarks.On(job, facts)],
        };
    }

    private static ClipFacts Facts(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return ClipReader.Read(stream);
    }

    // An address that was given out may have expired while nobody was here to fetch from it.
    private static async Task<Uri> AddressAsync(Job job, IVideoProvider? provider, CancellationToken cancellationToken) =>
        job is { DownloadAttempts: > 0, ProviderJob: { } known } && provider is { RenewsClipAddresses: true }
        && await provider.GetStatusAsync(known, cancellationToken) is JobStatus.Succeeded { Clip.Address: var fresh } ? fresh : job.ProviderClip!.Address;

    private async Task<(string Sha256, long Bytes)> FetchAsync(Job job, Uri source, string file, IVideoProvider? provider, CancellationToken cancellationToken)
    {
        using Activity? span = AgentTraces.Download();
        try
        {
            (string sha256, long bytes) = await fetcher.FetchAsync(source, file, cancellationToken, SignIn(job, provider));
            span?.SetTag("videogen.clip.size", bytes);
            return (sha256, bytes);
        }
        catch (Exception e)
        {
            AgentTraces.Fail(span, e.GetType().FullName!);
            throw;
        }
    }

    private static Action<HttpRequestMessage>? SignIn(Job job, IVideoProvider? provider) =>
        provider is not null && job.ProviderJob is { } known ? clip => provider.SignIn(clip, known) : null;

    private JobCommit NotFetched(Job job, string file, Exception e)
    {
        if (e is NotAClipException unread)
        {
            return NotRead(job, file, unread);
        }

        if (e is ClipNotKeptException)
        {
            CleanUp(job); // the rest of a full disk is the ledger's: without it nothing goes on
        }

        // A clip that was proved once, and whose copy was lost while the media store was away, is looked for as long as jobs are followed.
        DateTimeOffset now = time.GetUtcNow();
        if (e is ClipNotKeptException && now - (job.SubmittedAt ?? job.CreatedAt) < options.FollowLimit)
        {
            return NotKept(job, e.Message, now);
        }

        int attempts = job.DownloadAttempts + 1;
        bool isOver = IsOver(job, attempts, now);
        Job tried = job with { Clip = isOver ? null : job.Clip, DownloadAttempts = attempts };
        string message = $"The finished clip could not be fetched (attempt {attempts} of {options.MaxDownloadAttempts}): {e.Message}";
        return isOver
            ? tried.Fail(JobState.Failed, Failures.NotFetched(message, job, isGone: e is FileNotFoundException), now, EventSource.Agent)
            : (tried with { Fault = message }).Again(now + Pause(attempts)).Note(now, EventSource.Agent, "note", message);
    }

    private bool IsOver(Job job, int attempts, DateTimeOffset now) =>
        job.Clip is null ? attempts >= options.MaxDownloadAttempts : now - (job.SubmittedAt ?? job.CreatedAt) >= options.FollowLimit;

    // What was sold is kept, whatever it is. When the provider gives the very same bytes again, these are all there are; a page may be of a host
    // on the way, which gives it until it gives the clip.
    private JobCommit NotRead(Job job, string file, NotAClipException e)
    {
        DateTimeOffset now = time.GetUtcNow();
        int attempts = job.DownloadAttempts + 1;
        (bool isSame, long bytes) = _kept.Keep(job.Id, file);
        bool isOver = e.IsPage ? IsOver(job, attempts, now) : isSame || attempts >= options.MaxDownloadAttempts;
        Job tried = job with { Clip = e.IsPage && isOver ? null : job.Clip, DownloadAttempts = attempts };
        string came = e.IsPage
            ? $"The address of the finished clip was answered with {bytes} bytes that are no video (attempt {attempts} of {options.MaxDownloadAttempts}): {e.Message}"
            : $"The finished clip arrived ({bytes} bytes), but is no video that can be read: {e.Message}";
        string message = $"{came} The original is kept as {KeptOriginals.NameOf(job.Id)} in the work folder.";
        return isOver
            ? tried.Fail(JobState.Failed, Failures.NotRead(message, job), now, EventSource.Agent)
            : (tried with { Fault = message }).Again(now + Pause(attempts)).Note(now, EventSource.Agent, "note", message);
    }

    // This machine is in the way, so no attempt is used up. Reported when it is news.
    private JobCommit NotKept(Job job, string reason, DateTimeOffset now)
    {
        string message = $"The finished clip waits at the provider: {reason}";
        JobCommit commit = (job with { Fault = message }).Again(lookAgain.At(job, now, WhileNotKept));
        return job.Fault == message ? commit : commit.Note(now, EventSource.Agent, "note", message);
    }

    private JobCommit NotStored(Job job, Clip clip, Exception e)
    {
        DateTimeOffset now = time.GetUtcNow();
        int attempts = job.Clip is null ? 1 : job.DownloadAttempts + 1;
        JobCommit commit = (job with { Clip = clip with { StoreProblem = e.Message }, DownloadAttempts = attempts, Fault = null }).Again(now + Pause(attempts));

        // Reported when it is news: a store that is away for a day says the same all day, and after that perhaps something else.
        return job.Clip?.StoreProblem == e.Message
            ? commit
            : commit.Note(now, EventSource.Agent, "note", $"The clip is kept here until the media store takes it: {e.Message}");
    }

    // The clip is whole and paid for, and stays where it is now: at the provider, and in its work file. Only somebody who changes the store helps.
    private static JobCommit Refused(Job job, Clip clip, ClipRefusedException e, DateTimeOffset now)
    {
        string remedy = $"{e.Remedy} Then run 'videogen redeliver {job.Id}'. Do not order the segment again: its clip is at video_url, and the agent keeps a copy.";
        JobCommit commit = job.To(JobState.Failed, now, EventSource.Agent, $"The media store refuses the clip: {e.Message}");
        return commit with { Next = commit.Next with { Clip = clip with { StoreProblem = e.Message, StoreRemedy = remedy } }, HaltRequest = true };
    }

    private static NewClip New(Job job, Clip clip, string file) => new()
    {
        Path = clip.Path,
        File = file,
        Sha256 = clip.Sha256,
        FileSize = clip.FileSize,
        ProjectId = job.ProjectId,
        EpisodeId = job.EpisodeId,
        SegmentId = job.SegmentId,
        JobId = job.Id,
        SceneNumber = job.SceneNumber,
        ShotOrder = job.ShotOrder,
        Take = clip.Take,
        DurationSeconds = clip.DurationSeconds,
    };

    private string WorkFile(Job job) => options.WorkFile(job.Id);

    // What disks, networks and their libraries can do to us. A broken ledger is no fault of the clip, and being asked to stop is no fault.
    private static bool IsOfTheWorld(Exception e, CancellationToken cancellationToken) =>
        e is not LedgerException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static TimeSpan Pause(int attempts)
    {
        TimeSpan pause = FirstPause * Math.Pow(Growth, Math.Min(attempts - 1, 10)); // far beyond the longest, and far from overflowing
        return pause > LongestPause ? LongestPause : pause;
    }
}
