namespace VideoGen.Animatic.Paths;

/// <summary>The part of a picture that fills the screen.</summary>
/// <param name="X">Centre, in pixels of the picture from its left edge.</param>
/// <param name="Y">Centre, in pixels of the picture from its upper edge.</param>
/// <param name="Width">Width in pixels of the picture.</param>
/// <param name="Height">Height in pixels of the picture.</param>
internal sealed record Viewport(double X, double Y, double Width, double Height);
