namespace VideoGen.Delivery;

/// <summary>A proved clip on its way into the media store, with what a store may want to know about it.</summary>
public sealed record NewClip
{
    /// <summary>Path by the naming convention, with forward slashes; see <see cref="ClipPath"/>.</summary>
    public required string Path { get; init; }

    /// <summary>Absolute path of the local file.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file, lowercase hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long FileSize { get; init; }

    /// <summary>Project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Episode.</summary>
    public required string EpisodeId { get; init; }

    /// <summary><c>SEGMENT_1</c>… within its request.</summary>
    public required string SegmentId { get; init; }

    /// <summary>The job that made it.</summary>
    public required string JobId { get; init; }

    /// <summary>Scene.</summary>
    public required int SceneNumber { get; init; }

    /// <summary>First shot.</summary>
    public required int ShotOrder { get; init; }

    /// <summary>Take, from 1.</summary>
    public required int Take { get; init; }

    /// <summary>Seconds, from the file.</summary>
    public required decimal DurationSeconds { get; init; }

    /// <summary>File part of <see cref="Path"/>.</summary>
    public string Filename => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Folder part of <see cref="Path"/>, without a slash at its end.</summary>
    public string Folder => Path[..Math.Max(0, Path.LastIndexOf('/'))];
}
