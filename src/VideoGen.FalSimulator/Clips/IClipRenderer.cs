namespace VideoGen.FalSimulation.Clips;

/// <summary>Makes the MP4 a simulated model answers with. Implementations are thread-safe.</summary>
public interface IClipRenderer
{
    /// <summary>Whether the prompt changes the picture. If not, clips are shared between prompts.</summary>
    bool ReadsPrompt { get; }

    /// <summary>Renders an H.264 MP4 of exactly the ordered length, rate and size into <paramref name="path"/>.</summary>
    /// <exception cref="ClipRenderException">The pictures cannot be read, or the renderer is not installed.</exception>
    Task RenderAsync(ClipOrder order, string path, CancellationToken cancellationToken);
}
