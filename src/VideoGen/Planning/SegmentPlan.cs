using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>One planned segment with everything that making it needs.</summary>
/// <param name="Planned">The segment as callers see it.</param>
/// <param name="Frames">Its frames, in order.</param>
/// <param name="ShotSeconds">Storyboard seconds of each frame: where in the clip one shot gives way to the next.</param>
/// <param name="Preset">The model.</param>
/// <param name="MotionStrength">0 to 1.</param>
public sealed record SegmentPlan(
    PlannedSegment Planned, ImmutableArray<Frame> Frames, ImmutableArray<decimal> ShotSeconds, ModelPreset Preset, double MotionStrength)
{
    /// <summary>True when its first still is replaced by the last frame of the delivered clip before it.</summary>
    public bool IsChained { get; init; }

    /// <summary>True when a segment elsewhere goes on from it, as from the take that it replaces.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The frames whose stills are sent: those with a still, as many as the model takes.</summary>
    public ImmutableArray<Frame> SentFrames => Sent(Frames, Preset);

    /// <summary>The frames of a segment whose stills a model is sent.</summary>
    public static ImmutableArray<Frame> Sent(ImmutableArray<Frame> frames, ModelPreset preset) =>
        preset.FirstFrameField is null ? [] : preset.LastFrameField is null ? frames[..1] : frames;
}
