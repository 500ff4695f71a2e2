using System.Collections.Immutable;

namespace VideoGen.Contract;

/// <summary>One model as a caller chooses it.</summary>
/// <param name="Model">Name for <c>video_settings.model</c>.</param>
/// <param name="Stills">Stills that a segment of it may have: 0 (words alone), 1, 2.</param>
/// <param name="Lengths">Lengths on sale with their price; the shortest and the longest where it sells many between them.</param>
/// <param name="AnyBetween">True where it sells what lies between the two lengths as well.</param>
/// <param name="Width">Width of its clips in pixels.</param>
/// <param name="Height">Height of its clips in pixels.</param>
/// <param name="RetiredFor">The model to use instead, where the provider withdrew this one; null otherwise.</param>
public sealed record ModelSummary(string Model, ImmutableArray<int> Stills, ImmutableArray<ModelLength> Lengths, bool AnyBetween, int Width, int Height, string? RetiredFor);
