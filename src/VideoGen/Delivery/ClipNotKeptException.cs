namespace VideoGen.Delivery;

/// <summary>A clip could not be written on this machine: its disk, its rights or its limits are in the way, not the host of the clip.</summary>
public sealed class ClipNotKeptException : IOException
{
    /// <summary>Says what and why.</summary>
    /// <param name="message">One sentence with the place and the reason.</param>
    /// <param name="inner">Cause.</param>
    public ClipNotKeptException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
