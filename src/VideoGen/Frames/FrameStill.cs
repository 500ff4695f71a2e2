namespace VideoGen.Frames;

/// <summary>A storyboard still that was read, checked and kept on this machine.</summary>
/// <param name="FrameId">The frame it belongs to.</param>
/// <param name="Source">Where it came from: an http(s) address, a file address, or <c>data:</c> (shortened, for people).</param>
/// <param name="LocalPath">Absolute path of the kept copy; the file is never changed.</param>
/// <param name="Sha256">SHA-256 of the bytes, lowercase hex.</param>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c> or <c>image/webp</c>, read from the bytes.</param>
/// <param name="Width">Width in pixels, as displayed.</param>
/// <param name="Height">Height in pixels, as displayed.</param>
/// <param name="FileSize">Size in bytes.</param>
/// <param name="IsPrivate">True where <paramref name="Source"/> lies behind our own login: a provider gets the bytes, never that address.</param>
public sealed record FrameStill(
    string FrameId, string Source, string LocalPath, string Sha256, string MediaType, int Width, int Height, long FileSize, bool IsPrivate = false);
