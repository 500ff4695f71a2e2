using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Prompting;

namespace VideoGen.Planning;

/// <summary>A segment on its way to a plan, as far as it is known.</summary>
/// <param name="Group">Its frames.</param>
/// <param name="Preset">Its model; null where none is known.</param>
/// <param name="Legal">The lengths it may have, ascending, in seconds; empty without a model.</param>
/// <param name="Prompts">Its prompt; those of its frames alone, where it is not known which of them are together.</param>
internal sealed record DraftSegment(FrameGroup Group, ModelPreset? Preset, ImmutableArray<decimal> Legal, ImmutableArray<PromptResult> Prompts)
{
    /// <summary>The least it lasts, in seconds: no segment is shorter than the product's limit.</summary>
    public decimal Shortest => Legal.IsEmpty ? PlanLimits.MinSegmentSeconds : Math.Max(Legal[0], PlanLimits.MinSegmentSeconds);
}
