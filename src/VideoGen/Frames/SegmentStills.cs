using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Frames;

/// <summary>The stills of a segment, to be read.</summary>
/// <param name="Frames">Frames with a still.</param>
/// <param name="Preset">The model they go to.</param>
/// <param name="CostUsd">What the segment is going to cost.</param>
public sealed record SegmentStills(ImmutableArray<Frame> Frames, ModelPreset Preset, decimal CostUsd);
