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

    /// <summary>SHA-256, lowercase hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Take, from 1.</summary>
    public required int Take { get; init; }

    /// <summary>Who made it.</summary>
    public required ProviderMetadata ProviderMetadata { get; init; }

    /// <summary>When it was delivered.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The document of a delivered job, or null before delivery.</summary>
    public static SegmentDocument? Of(Job job) => job.Clip is not { } clip ? null : new SegmentDocument
    {
        Id = job.Id,
        ProjectId = job.ProjectId,
        EpisodeId = job.EpisodeId,
        SegmentId = job.SegmentId,
        SceneNumber = job.SceneNumber,
        ShotOrder = job.ShotOrder,
        AssociatedFrames = job.FrameIds,
        VideoUrl = clip.Address.AbsoluteUri,
        DurationSeconds = clip.DurationSeconds,
        Sha256 = clip.Sha256,
        Take = clip.Take,
        ProviderMetadata = job.Metadata,
        CreatedAt = job.CompletedAt,
    };
}
