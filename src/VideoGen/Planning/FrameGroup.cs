using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>The frames of one segment-to-be: one or two of the same scene, in order.</summary>
/// <param name="Frames">The frames.</param>
/// <param name="ShotSeconds">What the storyboard wishes for each, before clamping.</param>
/// <param name="Decisions">Why they are together, and where the seconds come from.</param>
internal sealed record FrameGroup(ImmutableArray<Frame> Frames, ImmutableArray<decimal> ShotSeconds, ImmutableArray<string> Decisions)
{
    /// <summary>What the storyboard wishes for all, before clamping.</summary>
    public decimal StoryboardSeconds => ShotSeconds.Sum();
}
