namespace VideoGen.Animatic.Rendering;

/// <summary>One picture of a clip.</summary>
/// <param name="Path">PNG, JPEG or WebP file, any characters.</param>
/// <param name="Name">What to call it in notes and errors; null for its position.</param>
public sealed record AnimaticStill(string Path, string? Name = null);
