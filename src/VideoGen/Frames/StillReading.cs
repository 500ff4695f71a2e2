using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Frames;

/// <summary>What reading the stills of a segment came to.</summary>
/// <param name="Stills">The kept stills, in the order of the frames; empty where anything is wrong.</param>
/// <param name="Problems">Everything that is wrong.</param>
/// <param name="Warnings">What the caller should know about them.</param>
public sealed record StillReading(ImmutableArray<FrameStill> Stills, ImmutableArray<Problem> Problems, ImmutableArray<Warning> Warnings);
