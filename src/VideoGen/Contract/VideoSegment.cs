using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>A delivered segment.</summary>
public sealed record VideoSegment
{
    /// <summary><c>SEGMENT_1</c>….</summary>
    [Description("SEGMENT_1, SEGMENT_2, … in order.")]
    public required string SegmentId { get; init; }

    /// <summary>Its frames.</summary>
    [Description("Frames of the segment, in order.")]
    public required ImmutableArray<string> AssociatedFrames { get; init; }

    /// <summary>Where the clip is.</summary>
    [Description("Address of the MP4.")]
    public required string VideoUrl { get; init; }

    /// <summary>Seconds, read from the file.</summary>
    [Description("Delivered seconds, read from the file.")]
    public required decimal DurationSeconds { get; init; }

    /// <summary>Scene.</summary>
    [Description("Scene of the segment.")]
    public required int SceneNumber { get; init; }

    /// <summary>First shot.</summary>
    [Description("First shot of the segment.")]
    public required int ShotOrder { get; init; }

    /// <summary>Pixels.</summary>
    [Description("Width in pixels, read from the file.")]
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    [Description("Height in pixels, read from the file.")]
    public required int Height { get; init; }

    /// <summary>Frames per second.</summary>
    [Description("Frames per second, read from the file.")]
    public required decimal Fps { get; init; }

    /// <summary>Codec.</summary>
    [Description("Codec four-character code, read from the file.")]
    public required string Codec { get; init; }

    /// <summary>Hash.</summary>
    [Description("SHA-256 of the file, lowercase hex.")]
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    [Description("Size of the file in bytes.")]
    public required long FileSize { get; init; }

    /// <summary>Whether the media store has it.</summary>
    [Description("stored: in the media store. pending: not yet, video_url is another copy. refused: the store does not take it, video_url is another copy.")]
    public required MediaStatus MediaStatus { get; init; }

    /// <summary>Why the media store does not have it.</summary>
    [Description("Why it is not in the media store; left out when it is.")]
    public string? MediaProblem { get; init; }

    /// <summary>What to do about it.</summary>
    [Description("What has to be done before the media store takes it; left out unless refused.")]
    public string? MediaNextStep { get; init; }

    /// <summary>Take.</summary>
    [Description("1 for the first clip of this place in the film, counting up.")]
    public required int Take { get; init; }

    /// <summary>True where this take stands for its place in the film.</summary>
    [Description("true where this take stands for its place in the film: the chosen one, else the newest, a paid one before a free preview.")]
    public required bool Chosen { get; init; }

    /// <summary>Who chose it; null where nobody did.</summary>
    [Description("Who chose it; left out where nobody did.")]
    public string? ChosenBy { get; init; }

    /// <summary>When; null where nobody did.</summary>
    [Description("When it was chosen.")]
    public DateTimeOffset? ChosenAt { get; init; }

    /// <summary>What it was made again after; null for a first take.</summary>
    [Description("The earlier take, where this was made again.")]
    public EarlierTake? Again { get; init; }

    /// <summary>Seed, as the provider told it, else as it was sent; null where it tells none and takes none.</summary>
    [Description("Seed of the clip, where one was told or sent.")]
    public long? Seed { get; init; }

    /// <summary>The other delivered takes of its place; null where there are none.</summary>
    [Description("Other delivered takes of the same place in the film; left out where there are none.")]
    public ImmutableArray<OtherTake>? OtherTakes { get; init; }

    /// <summary>Seconds of the storyboard; null for jobs of an older version.</summary>
    [Description("Seconds of its frames in the storyboard.")]
    public decimal? StoryboardSeconds { get; init; }

    /// <summary>Wanted seconds.</summary>
    [Description("Those seconds after clamping and scaling.")]
    public required decimal WantedSeconds { get; init; }

    /// <summary>Ordered seconds.</summary>
    [Description("Seconds ordered from the model.")]
    public required decimal SlotSeconds { get; init; }

    /// <summary>Billed seconds.</summary>
    [Description("Seconds billed; left out while unknown.")]
    public decimal? BilledSeconds { get; init; }

    /// <summary>Billed dollars.</summary>
    [Description("US dollars billed; left out while unknown.")]
    public decimal? CostUsd { get; init; }

    /// <summary>Seconds from submit to delivery.</summary>
    [Description("Seconds from submit to delivery.")]
    public decimal? LatencySeconds { get; init; }

    /// <summary>Notes.</summary>
    [Description("What the provider and the check of the file have to say.")]
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>Who made it.</summary>
    [Description("Who made it.")]
    public required ProviderMetadata ProviderMetadata { get; init; }
}
