namespace VideoGen.Delivery;

/// <summary>A path of the media store holds other bytes, which are never overwritten: the clip needs another path.</summary>
public sealed class MediaTakenException(string path) : IOException($"'{path}' is taken by another clip.")
{
    /// <summary>The path.</summary>
    public string Path { get; } = path;
}
