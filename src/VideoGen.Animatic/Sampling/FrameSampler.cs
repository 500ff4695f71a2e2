using VideoGen.Animatic.Paths;
using VideoGen.Animatic.Stills;

namespace VideoGen.Animatic.Sampling;

/// <summary>Draws what a window sees of a picture, sub-pixel exact. Not thread-safe: one per render.</summary>
internal sealed class FrameSampler
{
    private readonly AxisTaps _lumaColumns;
    private readonly AxisTaps _lumaRows;
    private readonly AxisTaps _chromaColumns;
    private readonly AxisTaps _chromaRows;
    private readonly PlaneSampler _planes = new();

    /// <summary>Makes a sampler for frames of one size.</summary>
    /// <param name="width">Pixels, even.</param>
    /// <param name="height">Pixels, even.</param>
    public FrameSampler(int width, int height)
    {
        _lumaColumns = new AxisTaps(width);
        _lumaRows = new AxisTaps(height);
        _chromaColumns = new AxisTaps(width / 2);
        _chromaRows = new AxisTaps(height / 2);
    }

    /// <summary>Fills a frame.</summary>
    /// <param name="source">The picture, at any working size.</param>
    /// <param name="scaleX">Working pixels per unit of the window, across.</param>
    /// <param name="scaleY">Working pixels per unit of the window, down.</param>
    /// <param name="window">What to show.</param>
    /// <param name="frame">The frame to fill.</param>
    public void Draw(Planes source, double scaleX, double scaleY, Viewport window, Planes frame)
    {
        double left = (window.X - window.Width / 2) * scaleX;
        double top = (window.Y - window.Height / 2) * scaleY;
        double stepX = window.Width * scaleX / frame.Width;
        double stepY = window.Height * scaleY / frame.Height;
        _lumaColumns.Set(source.Width, left + stepX / 2 - 0.5, stepX);
        _lumaRows.Set(source.Height, top + stepY / 2 - 0.5, stepY);

        // Chroma sits on every second luma column and between two luma rows.
        _chromaColumns.Set(source.Width / 2, (left + stepX / 2 - 0.5) / 2, stepX);
        _chromaRows.Set(source.Height / 2, (top + stepY) / 2 - 0.5, stepY);

        int luma = source.Width * source.Height;
        int chroma = luma / 4;
        int frameLuma = frame.Width * frame.Height;
        int frameChroma = frameLuma / 4;
        _planes.Fill(source.Bytes, source.Width, _lumaColumns, _lumaRows, frame.Bytes.AsSpan(0, frameLuma));
        _planes.Fill(source.Bytes.AsSpan(luma), source.Width / 2, _chromaColumns, _chromaRows, frame.Bytes.AsSpan(frameLuma, frameChroma));
        _planes.Fill(
            source.Bytes.AsSpan(luma + chroma), source.Width / 2, _chromaColumns, _chromaRows, frame.Bytes.AsSpan(frameLuma + frameChroma, frameChroma));
    }
}
