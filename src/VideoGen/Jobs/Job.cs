using System.Collections.Immutable;
using System.Text.Json.Serialization;
using VideoGen.Frames;
using VideoGen.Providers;

namespace VideoGen.Jobs;

/// <summary>
/// One segment on its way to a clip: the ledger's row. Immutable; a step makes a changed copy with <see cref="Version"/> + 1, which
/// the ledger accepts only when nobody else was faster.
/// </summary>
public sealed record Job
{
    /// <summary><c>job_…</c>, unique, URL-safe.</summary>
    public required string Id { get; init; }

    /// <summary>The request it belongs to.</summary>
    public required string RequestId { get; init; }

    /// <summary>Counts the commits of this row, from 1.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Where it stands.</summary>
    public JobState State { get; init; } = JobState.Planned;

    /// <summary><c>SEGMENT_1</c>… within the request.</summary>
    public required string SegmentId { get; init; }

    /// <summary>Position in the request, from 0.</summary>
    public required int SegmentIndex { get; init; }

    /// <summary>Project, path-safe.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Episode, path-safe.</summary>
    public required string EpisodeId { get; init; }

    /// <summary>Scene of the segment.</summary>
    public required int SceneNumber { get; init; }

    /// <summary>First shot of the segment.</summary>
    public required int ShotOrder { get; init; }

    /// <summary>Frames of the segment, in order.</summary>
    public required ImmutableArray<string> FrameIds { get; init; }

    /// <summary>The stills to submit, in order; empty for text-to-video.</summary>
    public ImmutableArray<FrameStill> Stills { get; init; } = [];

    /// <summary>Camera notes of each frame, in order.</summary>
    public ImmutableArray<string> CameraNotes { get; init; } = [];

    /// <summary>Storyboard seconds of each frame, in order; empty for jobs of an older version.</summary>
    public ImmutableArray<decimal> ShotSeconds { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Seconds the storyboard gives to the segment; null for jobs of an older version.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public decimal? StoryboardSeconds => ShotSeconds.IsEmpty ? null : ShotSeconds.Sum();

    /// <summary>The decisions about its request and those that made this segment, in words.</summary>
    public ImmutableArray<string> Grouping { get; init; } = [];

    /// <summary>Wire name of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>Model id.</summary>
    public required string Model { get; init; }

    /// <summary>The final motion prompt.</summary>
    public required string Prompt { get; init; }

    /// <summary>What it was made again after; null for a first take.</summary>
    public Contract.EarlierTake? Again { get; init; }

    /// <summary>Seed of the clip, as the provider told it, else as it was sent; null where it tells none and takes none.</summary>
    public long? Seed { get; init; }

    /// <summary>Document id of the template the prompt was written from.</summary>
    public required string TemplateId { get; init; }

    /// <summary>Its version.</summary>
    public required int TemplateVersion { get; init; }

    /// <summary>Seconds the storyboard wants.</summary>
    public required decimal WantedSeconds { get; init; }

    /// <summary>Seconds ordered: a legal length of the model.</summary>
    public required decimal SlotSeconds { get; init; }

    /// <summary>0 to 1.</summary>
    public required double MotionStrength { get; init; }

    /// <summary>Size promised by the preset, for checking the clip.</summary>
    public required Catalog.PresetOutput Output { get; init; }

    /// <summary>What the model costs, as it was when the plan was accepted.</summary>
    public Catalog.PresetPrice Price { get; init; } = new();

    /// <summary>The trained model that makes the pictures; null where none does, and for jobs of an older version.</summary>
    public string? AiSystem { get; init; }

    /// <summary>Where the pictures of the clip come from; null where nobody said, and for jobs of an older version.</summary>
    public Contract.DigitalSource? DigitalSource { get; init; }

    /// <summary>How the segments of its request go over into each other.</summary>
    public Contract.Continuity Continuity { get; init; }

    /// <summary>The segment of its request that it goes on from; null for one with a beginning of its own.</summary>
    public string? Continues { get; init; }

    /// <summary>True when another segment goes on from it: its last frame is shown by that one too.</summary>
    public bool IsContinued { get; init; }

    /// <summary>What is to be done to a copy of its clip; null for nothing.</summary>
    public Finishing.FinishingOptions? Finishing { get; init; }

    /// <summary>US dollars set aside for it; 0 once settled.</summary>
    public decimal ReservedUsd { get; init; }

    /// <summary>US dollars billed; null while unknown.</summary>
    public decimal? BilledUsd { get; init; }

    /// <summary>Seconds that were billed, as the preset prices seconds; null while unknown.</summary>
    public decimal? BilledSeconds { get; init; }

    /// <summary>Units billed, as the provider counts them (<see cref="Catalog.PresetPrice.Unit"/>); null where it gave no count.</summary>
    public decimal? BilledUnits { get; init; }

    /// <summary>
    /// True while the provider's result has to be read for what was billed, because the end was reported without it. It is read once, after
    /// the end.
    /// </summary>
    public bool BillToRead { get; init; }

    /// <summary>The payload that was or will be submitted, exactly; null before it is prepared.</summary>
    public string? Payload { get; init; }

    /// <summary>Names the webhook registration; null where none is registered. Not a secret.</summary>
    public string? WebhookId { get; init; }

    /// <summary>Secret part of the job's webhook address; never shown. Null where none is registered.</summary>
    public string? WebhookToken { get; init; }

    /// <summary>True to use the provider's blocking endpoint.</summary>
    public bool Blocking { get; init; }

    /// <summary>Name of the environment variable that holds the key; never the key.</summary>
    public string? CredentialsRef { get; init; }

    /// <summary>How the provider finds the job again; null before it accepted.</summary>
    public ProviderJob? ProviderJob { get; init; }

    /// <summary>The finished clip as the provider described it; kept even when fetching fails.</summary>
    public ProviderClip? ProviderClip { get; init; }

    /// <summary>The delivered clip.</summary>
    public Clip? Clip { get; init; }

    /// <summary>Who chose this take for its place in the film; null unless somebody did.</summary>
    public TakeChoice? Choice { get; init; }

    /// <summary>Why there is none; null otherwise.</summary>
    public JobFailure? Failure { get; init; }

    /// <summary>Reads of the provider that got no usable answer, in a row.</summary>
    public int UnreachableReads { get; init; }

    /// <summary>
    /// Since when the provider says that it is done and gives no result that can be used; null where it does not say so.
    /// </summary>
    public DateTimeOffset? UnreadSince { get; init; }

    /// <summary>What the provider answered, for audit; null before it answered.</summary>
    public ProviderResponses? Responses { get; init; }

    /// <summary>The answers of the provider that changed anything, in order, for audit; empty before one came, and for jobs of an older version.</summary>
    public ImmutableArray<ProviderExchange> Exchanges { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Why the last step could not move it on; null when nothing was in the way.</summary>
    [JsonPropertyName("trouble")]
    public string? Fault { get; init; }

    /// <summary>Since when the account's own limit at the provider keeps it waiting; null where it does not.</summary>
    public DateTimeOffset? ThrottledSince { get; init; }

    /// <summary>When the account's limit no longer kept it: the time that it is followed counts from there. Null counts from its submit.</summary>
    public DateTimeOffset? ThrottledUntil { get; init; }

    /// <summary>True when it should have been stopped and its provider has no cancel: it runs on and is billed.</summary>
    public bool RunsOn { get; init; }

    /// <summary>When the provider was asked to cancel; null otherwise.</summary>
    public DateTimeOffset? CancelSentAt { get; init; }

    /// <summary>Attempts to fetch the clip so far.</summary>
    public int DownloadAttempts { get; init; }

    /// <summary>When it was planned, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the one submit was begun.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When the provider began to work on it, as far as that was seen; null otherwise.</summary>
    public DateTimeOffset? RunningAt { get; init; }

    /// <summary>What reported that the provider is done with it; null before, and for what never was at the provider.</summary>
    public Telemetry.CompletedBy? CompletedBy { get; init; }

    /// <summary>When the end state was reached.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>
    /// When the next step is due (as the ledger lists a job that is claimed: not before the lease has run out); null in an end state.
    /// </summary>
    public DateTimeOffset? NextTickAt { get; init; }

    /// <summary>
    /// W3C traceparent that later spans are children of: of the order, then of the submit. Jobs of older versions may have none, or the
    /// caller's own name of its trace.
    /// </summary>
    public string? TraceParent { get; init; }

    /// <summary>W3C tracestate that belongs to it; null where there is none.</summary>
    public string? TraceState { get; init; }

    /// <summary>The caller's own name of its trace, where that is no W3C trace id; null otherwise.</summary>
    public string? CallerTrace { get; init; }

    /// <summary>
    /// US dollars that count against caps: what is set aside while the bill is unknown, then the larger of plan and bill; nothing where
    /// nothing was billed.
    /// </summary>
    [JsonIgnore]
    public decimal WeightUsd => BilledUsd switch
    {
        null => ReservedUsd,
        0 => 0,
        { } billed => Math.Max(billed, Price.Of(SlotSeconds)),
    };

    /// <summary>True for what costs nothing whatever becomes of it: a clip that is made on this machine.</summary>
    [JsonIgnore]
    public bool IsFree => ReservedUsd is 0 && BilledUsd is null or 0 && Price.Unit?.Usd is null && Price.Of(SlotSeconds) is 0;

    /// <summary>Its place in the film, which other takes may have too.</summary>
    [JsonIgnore]
    public FilmPlace Place => new(ProjectId, EpisodeId, SceneNumber, ShotOrder);

    /// <summary>True in an end state.</summary>
    [JsonIgnore]
    public bool IsTerminal => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled or JobState.NotAttempted or JobState.Expired;

    /// <summary>True for a job that ended without anybody knowing whether it was billed.</summary>
    [JsonIgnore]
    public bool IsUnsettled => IsTerminal && BilledUsd is null;

    /// <summary>True when the clip exists and is paid for, but the media store refuses it for good.</summary>
    [JsonIgnore]
    public bool IsClipRefused => State is JobState.Failed && Clip is { Stored: false };

    /// <summary>Whether the media store has the clip.</summary>
    [JsonIgnore]
    public Contract.MediaStatus MediaStatus =>
        Clip is { Stored: true } ? Contract.MediaStatus.Stored : IsClipRefused ? Contract.MediaStatus.Refused : Contract.MediaStatus.Pending;

    /// <summary>True while the provider may be working on it.</summary>
    [JsonIgnore]
    public bool IsAtProvider => State is JobState.Submitting or JobState.Queued or JobState.Running or JobState.SubmissionUnknown;

    /// <summary>Seconds from submit to the end, rounded to milliseconds; null before the end.</summary>
    [JsonIgnore]
    public decimal? LatencySeconds => this is { SubmittedAt: { } from, CompletedAt: { } to } ? Math.Round((decimal)(to - from).TotalSeconds, 3) : null;

    /// <summary>Who makes it, as callers see it.</summary>
    [JsonIgnore]
    public Contract.ProviderMetadata Metadata => new()
    {
        Provider = Provider,
        Model = Model,
        JobId = Id,
        ProviderRequestId = ProviderJob?.RequestId,
        WebhookId = WebhookId,
        Provenance = Clip?.Provenance,
        Seams = Clip?.Seams,
        Finishing = Clip?.Finishing,
    };
}
