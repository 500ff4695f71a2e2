using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Records;

/// <summary>A document of <c>videoGenJobs</c>: the audit trail of one segment. Holds no secret and no picture.</summary>
public sealed record JobDocument
{
    /// <summary>Document id: the job's id.</summary>
    public required string Id { get; init; }

    /// <summary>Project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Episode.</summary>
    public required string EpisodeId { get; init; }

    /// <summary>Request.</summary>
    public required string RequestId { get; init; }

    /// <summary><c>SEGMENT_1</c>….</summary>
    public required string SegmentId { get; init; }

    /// <summary>The job: the same id as in <c>provider_metadata.job_id</c> and <c>videoSegments</c>.</summary>
    public required string JobId { get; init; }

    /// <summary>The provider's own id of the job; null before it accepted.</summary>
    public string? ProviderRequestId { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState Status { get; init; }

    /// <summary>Complete history, oldest first.</summary>
    public required ImmutableArray<JobEvent> WebhookEvents { get; init; }

    /// <summary>The decisions about the request and those that made the segment, in words.</summary>
    public required ImmutableArray<string> Grouping { get; init; }

    /// <summary>Frames, in order.</summary>
    public required ImmutableArray<string> AssociatedFrames { get; init; }

    /// <summary>Provider.</summary>
    public required string Provider { get; init; }

    /// <summary>Model.</summary>
    public required string Model { get; init; }

    /// <summary>The prompt, exactly as submitted.</summary>
    public required string Prompt { get; init; }

    /// <summary>Why it was made again: <c>new_seed</c>, <c>edited_prompt</c>, <c>other_model</c>, <c>retry</c>; null for a first take.</summary>
    public string? AgainReason { get; init; }

    /// <summary>The job whose take it was made after; null for a first take.</summary>
    public string? ParentJob { get; init; }

    /// <summary>The prompt held against the parent's, word by word; null where it is the same.</summary>
    public string? PromptChange { get; init; }

    /// <summary>Seed that was sent; null where the model was left to draw its own.</summary>
    public long? Seed { get; init; }

    /// <summary>Template it was written from.</summary>
    public required string TemplateId { get; init; }

    /// <summary>Its version.</summary>
    public required int TemplateVersion { get; init; }

    /// <summary>Seconds the storyboard gives to the segment; null for jobs of an older version.</summary>
    public decimal? StoryboardSeconds { get; init; }

    /// <summary>Those seconds after clamping and scaling.</summary>
    public required decimal WantedSeconds { get; init; }

    /// <summary>Seconds ordered.</summary>
    public required decimal SlotSeconds { get; init; }

    /// <summary>Seconds billed; null while unknown.</summary>
    public decimal? BilledSeconds { get; init; }

    /// <summary>Seconds delivered; null before delivery.</summary>
    public decimal? DeliveredSeconds { get; init; }

    /// <summary>US dollars set aside.</summary>
    public required decimal ReservedUsd { get; init; }

    /// <summary>US dollars billed; null while unknown.</summary>
    public decimal? BilledUsd { get; init; }

    /// <summary>Units billed, as the provider counts them; null where it gave no count.</summary>
    public decimal? BilledUnits { get; init; }

    /// <summary>Seconds from submit to the end; null before.</summary>
    public decimal? LatencySeconds { get; init; }

    /// <summary>What the provider answered: to the submit, about the state, and as its result; each null before. Never null itself: a CMS breaks on a group that is null.</summary>
    public required ProviderResponses ProviderResponses { get; init; }

    /// <summary>Why there is no clip; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>The same in words.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Where the clip is at the provider; kept whatever happens.</summary>
    public string? ProviderUrl { get; init; }

    /// <summary>Names the webhook registration; null where none is registered.</summary>
    public string? WebhookId { get; init; }

    /// <summary>Trace of the call: its 32 hex digits, or the storyboard's own id; null where none was given.</summary>
    public string? TraceId { get; init; }

    /// <summary>When it was planned.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it reached its end; null before.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Grows with every change of the document, from 1: an older one never replaces a newer one; null outside the outbox.</summary>
    public long? Revision { get; init; }

    /// <summary>The document of a job with its history.</summary>
    public static JobDocument Of(Job job, ImmutableArray<JobEvent> events) => new()
    {
        Id = job.Id,
        ProjectId = job.ProjectId,
        EpisodeId = job.EpisodeId,
        RequestId = job.RequestId,
        SegmentId = job.SegmentId,
        JobId = job.Id,
        ProviderRequestId = job.ProviderJob?.RequestId,
        Status = job.State,
        WebhookEvents = events,
        Grouping = job.Grouping,
        AssociatedFrames = job.FrameIds,
        Provider = job.Provider,
        Model = job.Model,
        Prompt = job.Prompt,
        AgainReason = job.Again is { } again ? System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(again.Reason.ToString()) : null,
        ParentJob = job.Again?.JobId,
        PromptChange = job.Again?.PromptChange,
        Seed = job.Seed,
        TemplateId = job.TemplateId,
        TemplateVersion = job.TemplateVersion,
        StoryboardSeconds = job.StoryboardSeconds,
        WantedSeconds = job.WantedSeconds,
        SlotSeconds = job.SlotSeconds,
        BilledSeconds = job.BilledSeconds,
        DeliveredSeconds = job.Clip?.DurationSeconds,
        ReservedUsd = job.ReservedUsd,
        BilledUsd = job.BilledUsd,
        BilledUnits = job.BilledUnits,
        LatencySeconds = job.LatencySeconds,
        ProviderResponses = job.Responses ?? new ProviderResponses(),
        Error = job.IsClipRefused ? "media_refused" : job.Failure is null ? null : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(job.Failure.Error.ToString()),
        ErrorMessage = job.IsClipRefused ? job.Clip?.StoreProblem : job.Failure?.Message,
        ProviderUrl = job.ProviderClip is { } made ? KeptAnswer.WithoutSecrets(made.Address.AbsoluteUri) : null,
        WebhookId = job.WebhookId,
        TraceId = job.CallerTrace ?? RecordTrace.IdOf(job.TraceParent),
        CreatedAt = job.CreatedAt,
        CompletedAt = job.CompletedAt,
    };
}
