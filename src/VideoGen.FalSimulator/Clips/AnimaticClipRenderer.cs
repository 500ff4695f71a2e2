using VideoGen.Animatic.Rendering;

namespace VideoGen.FalSimulation.Clips;

/// <summary>
/// Renders with the animatic's moves: the camera does what the prompt's "Camera" lines say. Sound is not rendered; the product never
/// asks for it.
/// </summary>
/// <param name="ffmpegPath">Path of ffmpeg; null takes the one from PATH.</param>
public sealed class AnimaticClipRenderer(string? ffmpegPath = null) : IClipRenderer, IDisposable
{
    private readonly AnimaticRenderer _renderer = new(ffmpegPath);

    /// <inheritdoc/>
    public bool ReadsPrompt => true;

    /// <inheritdoc/>
    public async Task RenderAsync(ClipOrder order, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var spec = new AnimaticSpec
        {
            Stills = [.. order.Pictures.Select(p => new AnimaticStill(p))],
            CameraNotes = [.. order.Prompt.Split('\n').Where(line => line.StartsWith("Camera", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(':') + 1)..]).Take(order.Pictures.Count)],
            Seconds = (decimal)order.Seconds,
            FramesPerSecond = order.Fps,
            Width = order.Width,
            Height = order.Height,
        };
        try
        {
            await _renderer.RenderAsync(spec, path, progress: null, cancellationToken);
        }
        catch (AnimaticException e)
        {
            throw new ClipRenderException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _renderer.Dispose();
}
