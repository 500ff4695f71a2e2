namespace VideoGen.FalSimulation.Clips;

/// <summary>A clip could not be rendered; the simulated model answers <c>image_load_error</c> or an internal error.</summary>
public sealed class ClipRenderException : Exception
{
    /// <summary>An unexplained failure.</summary>
    public ClipRenderException()
    {
    }

    /// <summary>A failure with the renderer's words.</summary>
    public ClipRenderException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public ClipRenderException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
