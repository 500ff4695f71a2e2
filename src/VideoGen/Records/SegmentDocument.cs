using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Records;

/// <summary>A document of <c>videoSegments</c>: one delivered clip.</summary>
public sealed record SegmentDocument
{
    /// <summary>Document id: the id of the job that made it, which links the two.</summary>
    public required string Id { get; init; }

    /// <summary>Project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Episode.</summary>
    public required string EpisodeId { get; init; }

    /// <summary><c>SEGMENT_1</c>….</summary>
    public required string SegmentId { get; init; }

    /// <summary>The job that made it.</summary>
    public required string JobId { get; init; }

    /// <summary>Scene.</summary>
    public required int SceneNumber { get; init; }

    /// <summary>First shot.</summary>
    public required int ShotOrder { get; init; }

    /// <summary>Frames, in order.</summary>
    public required ImmutableArray<string> AssociatedFrames { get; init; }

    /// <summary>Address of the clip.</summary>
    public required string VideoUrl { get; init; }

    /// <summary>Delivered seconds.</summary>
    public required decimal DurationSeconds { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Average frames per second.</summary>
    public required decimal Fps { get; init; }

    /// <summary>Whether the clip is in the media store.</summary>
    public required MediaStatus MediaStatus { get; init; }

    /// <summary>SHA-256, lowercase hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Take, from 1.</summary>
    public required int Take { get; init; }

    /// <summary>True where somebody chose this take for its place in the film.</summary>
    public required bool Chosen { get; init; }

    /// <summary>Who; null where nobody did.</summary>
    public string? ChosenBy { get; init; }

    /// <summary>When; null where nobody did.</summary>
    public DateTimeOffset? ChosenAt { get; init; }

    /// <summary>Who made it.</summary>
    public required ProviderMetadata ProviderMetadata { get; init; }

    /// <summary>Seconds billed; null while unknown.</summary>
    public decimal? BilledSeconds { get; init; }

    /// <summary>US dollars billed; null while unknown.</summary>
    public decimal? BilledUsd { get; init; }

    /// <summary>Seconds from submit to the end.</summary>
    public decimal? LatencySeconds { get; init; }

    /// <summary>Trace of the call: its 32 hex digits, or the storyboard's own id; null where none was given.</summary>
    public string? TraceId { get; init; }

    /// <summary>Grows with every change of the job, from 1: an older one never replaces a newer one; null outside the outbox.</summary>
    public long? Revision { get; init; }

    /// <summary>When it was delivered.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The document of a delivered job, or null before delivery.</summary>
    public static SegmentDocument? Of(Job job) => job.Clip is not { } clip ? null : new SegmentDocument
    {
        Id = job.Id,
        ProjectId = job.ProjectId,
        EpisodeId = job.EpisodeId,
        SegmentId = job.SegmentId,
        JobId = job.Id,
        SceneNumber = job.SceneNumber,
        ShotOrder = job.ShotOrder,
        AssociatedFrames = job.FrameIds,
        VideoUrl = clip.Address.AbsoluteUri,
        DurationSeconds = clip.DurationSeconds,
        Width = clip.Width,
        Height = clip.Height,
        Fps = clip.FramesPerSecond,
        MediaStatus = job.MediaStatus,
        Sha256 = clip.Sha256,
        Take = clip.Take,
        Chosen = job.Choice is not null,
        ChosenBy = job.Choice?.By,
        ChosenAt = job.Choice?.At,
        ProviderMetadata = job.Metadata,
        BilledSeconds = job.BilledSeconds,
        BilledUsd = job.BilledUsd,
        LatencySeconds = job.LatencySeconds,
        TraceId = job.CallerTrace ?? RecordTrace.IdOf(job.TraceParent),
        CreatedAt = job.CompletedAt,
    };
}
