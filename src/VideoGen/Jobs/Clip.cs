using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>A delivered clip: facts read from the file itself, and where it is.</summary>
public sealed record Clip
{
    /// <summary>Where people and the editor fetch it.</summary>
    public required Uri Address { get; init; }

    /// <summary>Path inside the media store: <c>projects/…/segments/segment_1_1.mp4</c>.</summary>
    public required string Path { get; init; }

    /// <summary>1 for the first clip of this place in the film, counting up.</summary>
    public required int Take { get; init; }

    /// <summary>Seconds, from the file.</summary>
    public required decimal DurationSeconds { get; init; }

    /// <summary>Pixels, as displayed.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels, as displayed.</summary>
    public required int Height { get; init; }

    /// <summary>Average frames per second, from the file.</summary>
    public required decimal FramesPerSecond { get; init; }

    /// <summary>Number of frames, from the file.</summary>
    public required int Frames { get; init; }

    /// <summary>Codec four-character code, for example <c>avc1</c>.</summary>
    public required string Codec { get; init; }

    /// <summary>SHA-256 of the bytes, lowercase hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long FileSize { get; init; }

    /// <summary>What the file tells about where it comes from; null for clips of an older version.</summary>
    public Contract.ClipProvenance? Provenance { get; init; }

    /// <summary>What was done beside it; null where nothing was to be done.</summary>
    public Contract.ClipFinishing? Finishing { get; init; }

    /// <summary>Its last frame, kept for the segment that is chained to it; null where none is, and where it could not be read.</summary>
    public VideoGen.Frames.FrameStill? LastFrame { get; init; }

    /// <summary>Its two ends, for its seams; null without continuity.</summary>
    public Continuing.ClipEnds? Ends { get; init; }

    /// <summary>The seams that its delivery closed; null without any.</summary>
    public ImmutableArray<Contract.Seam>? Seams { get; init; }

    /// <summary>True once it is in the media store; false while only a local copy or the provider's address exists.</summary>
    public bool Stored { get; init; } = true;

    /// <summary>Why the media store did not take it at the last attempt; null before the first, and once it is stored.</summary>
    public string? StoreProblem { get; init; }

    /// <summary>What has to be changed before the media store takes it; null unless it refused the clip for good.</summary>
    public string? StoreRemedy { get; init; }

    /// <summary>Id of its document in the media store; null where the store keeps no documents, and before it is stored.</summary>
    public string? MediaId { get; init; }

    /// <summary>What the provider and the check have to say about it.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
