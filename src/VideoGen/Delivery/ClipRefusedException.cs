namespace VideoGen.Delivery;

/// <summary>
/// The media store refuses a clip for good: the same clip sent again is refused again, until somebody changes the store or its settings.
/// </summary>
/// <param name="message">What it refused and why.</param>
/// <param name="remedy">What has to be changed, as a whole sentence.</param>
/// <param name="inner">Cause; null where there is none.</param>
public sealed class ClipRefusedException(string message, string remedy, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>What has to be changed.</summary>
    public string Remedy { get; } = remedy;
}
