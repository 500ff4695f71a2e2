using VideoGen.Delivery;
using VideoGen.Jobs;

namespace VideoGen.Records;

/// <summary>A document of <c>media</c>: one stored clip.</summary>
public sealed record MediaDocument
{
    /// <summary>Document id: the path in the media store.</summary>
    public required string Id { get; init; }

    /// <summary>File name.</summary>
    public required string Filename { get; init; }

    /// <summary>Address.</summary>
    public required string Url { get; init; }

    /// <summary><c>video/mp4</c>, or what else the file is.</summary>
    public required string MimeType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Filesize { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Job that made it.</summary>
    public required string JobId { get; init; }

    /// <summary>The document of a stored clip, or null.</summary>
    public static MediaDocument? Of(Job job) => job.Clip is not { Stored: true } clip ? null : new MediaDocument
    {
        Id = clip.Path,
        Filename = clip.Path[(clip.Path.LastIndexOf('/') + 1)..],
        Url = clip.Address.AbsoluteUri,
        MimeType = ClipContainer.OfPath(clip.Path).MediaType,
        Filesize = clip.FileSize,
        Width = clip.Width,
        Height = clip.Height,
        JobId = job.Id,
    };
}
