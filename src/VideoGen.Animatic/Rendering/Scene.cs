using VideoGen.Animatic.Paths;
using VideoGen.Animatic.Stills;

namespace VideoGen.Animatic.Rendering;

/// <summary>One picture and the camera's way over it, for a stretch of the clip.</summary>
/// <param name="Picture">The picture at its working size.</param>
/// <param name="Path">The way, in pixels of the original picture.</param>
/// <param name="ScaleX">Working pixels per pixel of the original, across.</param>
/// <param name="ScaleY">Working pixels per pixel of the original, down.</param>
/// <param name="Start">Seconds at which it begins to show.</param>
/// <param name="Seconds">How long it shows.</param>
internal sealed record Scene(Planes Picture, CameraPath Path, double ScaleX, double ScaleY, double Start, double Seconds)
{
    /// <summary>The window at a time of the clip, in seconds.</summary>
    public Viewport At(double time) => Path.At((time - Start) / Seconds);
}
