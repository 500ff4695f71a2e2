namespace VideoGen.Delivery;

/// <summary>A file is no whole, playable MP4; the message says why, for people.</summary>
public sealed class NotAClipException(string message) : Exception(message);
