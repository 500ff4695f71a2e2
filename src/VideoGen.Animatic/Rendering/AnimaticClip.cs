using System.Collections.Immutable;

namespace VideoGen.Animatic.Rendering;

/// <summary>A rendered clip.</summary>
/// <param name="Frames">Frames in the file, exactly.</param>
/// <param name="Notes">What was not understood, approximated or cropped, in sentences for people.</param>
public sealed record AnimaticClip(int Frames, ImmutableArray<string> Notes);
