namespace VideoGen.Frames;

/// <summary>A picture has more bytes than are read at all.</summary>
/// <param name="bytes">Its bytes; null when only known to be more than allowed.</param>
/// <param name="maxBytes">Bytes allowed.</param>
public sealed class PictureTooLargeException(long? bytes, long maxBytes)
    : IOException(bytes is null ? $"It has more than the {maxBytes} bytes allowed." : $"It has {bytes} bytes; {maxBytes} are allowed.");
