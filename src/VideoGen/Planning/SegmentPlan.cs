using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>One planned segment with everything that making it needs.</summary>
/// <param name="Planned">The segment as callers see it.</param>
/// <param name="Frames">Its frames, in order.</param>
/// <param name="Preset">The model.</param>
/// <param name="MotionStrength">0 to 1.</param>
public sealed record SegmentPlan(PlannedSegment Planned, ImmutableArray<Frame> Frames, ModelPreset Preset, double MotionStrength)
{
    /// <summary>The frames whose stills are sent: those with a still, as many as the model takes.</summary>
    public ImmutableArray<Frame> SentFrames =>
        Preset.FirstFrameField is null ? [] : Preset.LastFrameField is null ? Frames[..1] : Frames;
}
