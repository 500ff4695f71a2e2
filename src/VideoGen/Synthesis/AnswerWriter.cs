using System.Collections.Immutable;
using VideoGen.Continuing;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>Writes the answer from the ledger's rows and what this process saw last; every transport and every moment uses this one.</summary>
internal static class AnswerWriter
{
    public static SynthesisAnswer Write(RequestRecord request, ImmutableArray<Job> jobs, AgentServices seen, DateTimeOffset now) => new()
    {
        RequestId = request.Id,
        Status = Status(jobs),
        VideoSegments = [.. jobs.Where(j => j.Clip is not null).Select(Delivered)],
        FailedSegments = [.. jobs.Where(j => j.Clip is null).Select(j => NotDelivered(j, request.Id, seen, now))],
        Frames = [.. request.Plan.Frames.Select(f => Report(f, jobs))],
        Seams = Seams.Of(jobs) is { IsEmpty: false } seams ? seams : null,
        Cost = Cost(request, jobs),
        Warnings = request.Plan.Warnings,
        PlanHash = request.PlanHash,
        TraceId = TraceOrigin.Read(request.TraceParent, null) is { TraceId: var trace } && trace != default ? trace.ToHexString() : null,
    };

    /// <summary>The same in a line of a list.</summary>
    public static RequestSummary Summary(RequestRecord request, ImmutableArray<Job> jobs) => new()
    {
        RequestId = request.Id,
        Status = Status(jobs),
        CreatedAt = request.CreatedAt,
        ProjectId = request.ProjectId,
        EpisodeId = request.EpisodeId,
        Provider = request.Plan.Provider,
        Segments = jobs.Length,
        Delivered = jobs.Count(j => j.Clip is not null),
        Cost = Cost(request, jobs),
    };

    private static RequestStatus Status(ImmutableArray<Job> jobs) => jobs.All(j => j.IsTerminal) ? RequestStatus.Finished : RequestStatus.InProgress;

    private static CostReport Cost(RequestRecord request, ImmutableArray<Job> jobs) => new()
    {
        EstimatedUsd = request.Plan.EstimatedCostUsd,
        ReservedUsd = jobs.Sum(j => j.ReservedUsd),
        BilledUsd = jobs.Sum(j => j.BilledUsd ?? 0),
    };

    private static VideoSegment Delivered(Job job)
    {
        Clip clip = job.Clip!;
        return new VideoSegment
        {
            SegmentId = job.SegmentId,
            AssociatedFrames = job.FrameIds,
            VideoUrl = clip.Address.AbsoluteUri,
            DurationSeconds = clip.DurationSeconds,
            SceneNumber = job.SceneNumber,
            ShotOrder = job.ShotOrder,
            Width = clip.Width,
            Height = clip.Height,
            Fps = clip.FramesPerSecond,
            Codec = clip.Codec,
            Sha256 = clip.Sha256,
            FileSize = clip.FileSize,
            MediaStatus = job.MediaStatus,
            MediaProblem = clip.StoreProblem,
            MediaNextStep = clip.StoreRemedy,
            Take = clip.Take,
            Chosen = true,
            Again = job.Again,
            Seed = job.Seed,
            StoryboardSeconds = job.StoryboardSeconds,
            WantedSeconds = job.WantedSeconds,
            SlotSeconds = job.SlotSeconds,
            BilledSeconds = job.BilledSeconds,
            CostUsd = job.BilledUsd,
            LatencySeconds = job.LatencySeconds,
            Notes = clip.Notes,
            ProviderMetadata = job.Metadata,
        };
    }

    private static FailedSegment NotDelivered(Job job, string requestId, AgentServices seen, DateTimeOffset now)
    {
        JobFailure failure = job.Failure ?? Pending(job, requestId, seen.Faults.Of(job.Id) ?? job.Fault);
        JobSignal? look = job.IsTerminal ? null : seen.Looks.Of(job);
        return new FailedSegment
        {
            SegmentId = job.SegmentId,
            Error = failure.Error,
            Message = failure.Message,
            AssociatedFrames = job.FrameIds,
            SceneNumber = job.SceneNumber,
            ShotOrder = job.ShotOrder,
            SlotSeconds = job.SlotSeconds,
            Billed = failure.Billed,
            NextStep = failure.NextStep,
            Stage = job.IsTerminal ? null : Stage(job),
            Percent = look?.Progress is { } progress ? (int)Math.Round(Math.Clamp(progress, 0, 1) * 100) : null,
            QueuePosition = look?.Position,
            ElapsedSeconds = job.IsTerminal ? null : (int)Math.Max(0, (now - job.CreatedAt).TotalSeconds),
            ProviderCode = failure.ProviderCode,
            ProviderUrl = job.ProviderClip?.Address.AbsoluteUri,
            ProviderMetadata = job.Metadata,
        };
    }

    private static JobFailure Pending(Job job, string requestId, string? fault) => job.State is JobState.SubmissionUnknown
        ? new(FailureError.SubmissionUnknown, $"The submit got no answer; whether the provider has the job is being found out. It is never sent again.{Because(fault)}", Spent.Of(job), $"Look at request {requestId} in a few minutes. Do not order this segment again before.")
        : job.RunsOn ? new(FailureError.ProviderPending, $"It could not be stopped: {job.Provider} has no cancel. It runs on ({Where(job)}), is billed, and will be delivered.{Because(fault)}", Spent.Of(job), $"Look at request {requestId} later: the clip is paid for.")
        : new(FailureError.ProviderPending, $"Not finished yet ({Where(job)}); it goes on and will be delivered.{Because(fault)}", Spent.Of(job), $"Look at request {requestId} later.");

    private static string Because(string? fault) => fault is null ? "" : $" What keeps it at present: {fault}";

    private static string Where(Job job) => job.UnreadSince is not null ? "the provider has finished it, its result cannot be used yet" : job.State switch
    {
        JobState.Planned => "not yet submitted",
        JobState.Submitting => "being submitted",
        JobState.Queued when job.ThrottledSince is not null => "waiting for a free place of the account at the provider",
        JobState.Queued => "in the provider's queue",
        JobState.Running => "the provider works on it",
        _ => "the clip is being fetched",
    };

    private static SegmentStage Stage(Job job) => job.UnreadSince is not null ? SegmentStage.Fetching : job.State switch
    {
        JobState.Planned => SegmentStage.Waiting,
        JobState.Submitting => SegmentStage.Submitting,
        JobState.SubmissionUnknown => SegmentStage.FindingOut,
        JobState.Queued => SegmentStage.Queued,
        JobState.Running => SegmentStage.Rendering,
        _ => SegmentStage.Fetching,
    };

    private static FrameReport Report(FrameReport planned, ImmutableArray<Job> jobs) =>
        jobs.FirstOrDefault(j => j.SegmentId == planned.SegmentId) is { } job
            ? planned with
            {
                Status = job.Clip is not null ? FrameStatus.Rendered : Missing(job),
                Message = job.Clip is null ? job.Failure?.Message ?? planned.Message : planned.Message,
            }
            : planned;

    private static FrameStatus Missing(Job job) => job.State switch
    {
        JobState.Cancelled => FrameStatus.Cancelled,
        JobState.NotAttempted => FrameStatus.NotAttempted,
        _ => job.IsTerminal ? FrameStatus.Failed : FrameStatus.Pending,
    };
}
