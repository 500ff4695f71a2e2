namespace VideoGen.Animatic.Orders;

/// <summary>A picture of an order.</summary>
/// <param name="FrameId">The storyboard frame.</param>
/// <param name="LocalPath">The file.</param>
/// <param name="Sha256">SHA-256 of the file, lowercase hex.</param>
/// <param name="Width">Width as displayed, pixels.</param>
/// <param name="Height">Height as displayed, pixels.</param>
internal sealed record RenderStill(string FrameId, string LocalPath, string Sha256, int Width, int Height);
