namespace VideoGen.Delivery;

/// <summary>A file is no whole, playable video; the message says why, for people.</summary>
/// <param name="message">One sentence.</param>
/// <param name="isPage">True for what no provider sells: the page or the message of a host on the way. The next attempt may get the clip.</param>
public sealed class NotAClipException(string message, bool isPage = false) : Exception(message)
{
    /// <summary>True for a page or a message instead of a file.</summary>
    public bool IsPage => isPage;
}
