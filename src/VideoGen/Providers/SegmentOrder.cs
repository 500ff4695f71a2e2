using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Frames;

namespace VideoGen.Providers;

/// <summary>Everything a provider gets to know about one segment, before it is turned into the provider's own payload.</summary>
public sealed record SegmentOrder
{
    /// <summary>The ledger's id of the job; unique, URL-safe, stable over restarts.</summary>
    public required string JobId { get; init; }

    /// <summary>The model and how it wants its input.</summary>
    public required ModelPreset Preset { get; init; }

    /// <summary>The motion prompt, final, to be sent character for character.</summary>
    public required string Prompt { get; init; }

    /// <summary>The stills in order: none for text-to-video, one, or two (first and last frame).</summary>
    public required ImmutableArray<FrameStill> Stills { get; init; }

    /// <summary>Camera notes of each frame of the segment, in order, verbatim; empty strings where there are none.</summary>
    public required ImmutableArray<string> CameraNotes { get; init; }

    /// <summary>Storyboard seconds of each frame of the segment, in order: their shares of the clip. Empty where they are not known.</summary>
    public ImmutableArray<decimal> ShotSeconds { get; init; } = [];

    /// <summary>Length to order, in seconds: a legal length of the preset.</summary>
    public required decimal SlotSeconds { get; init; }

    /// <summary>Wished amount of motion, 0 (none) to 1 (most).</summary>
    public required double MotionStrength { get; init; }

    /// <summary>The seed of this take, 0 to 2³¹ − 1, for models that take one; the same however often the order is prepared. Null leaves it to the model.</summary>
    public long? Seed { get; init; }
}
