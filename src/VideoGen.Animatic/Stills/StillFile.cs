using System.Collections.Immutable;
using VideoGen.Frames;

namespace VideoGen.Animatic.Stills;

/// <summary>A picture that was read and not decoded yet.</summary>
/// <param name="Facts">What it says about itself.</param>
/// <param name="Essence">The bytes that make its pixels, a file of its type; all that ffmpeg gets to see.</param>
internal sealed record StillFile(PictureFacts Facts, ImmutableArray<ReadOnlyMemory<byte>> Essence);
