namespace VideoGen.Server.Access;

/// <summary>
/// Metadata of an address where the session of somebody who signed in counts as a token does: the board's pages, whose changes are held to antiforgery
/// tokens, and what their elements read. Everywhere else the cookie is not looked at, so that no page of anybody can order with it.
/// </summary>
/// <param name="isPage">True for a page of the board, which answers people.</param>
internal sealed class SessionAccess(bool isPage)
{
    /// <summary>True for a page of the board, which answers people.</summary>
    public bool IsPage { get; } = isPage;

    /// <summary>A page of the board.</summary>
    public static SessionAccess Page { get; } = new(isPage: true);

    /// <summary>A clip, a picture or a stream that a page reads.</summary>
    public static SessionAccess Element { get; } = new(isPage: false);
}
