namespace VideoGen.Delivery;

/// <summary>A path of the media store holds other bytes, which are never overwritten: the clip needs another path.</summary>
/// <param name="path">The path.</param>
/// <param name="where">More about the place, beginning with a space; empty for none.</param>
public sealed class MediaTakenException(string path, string where = "") : IOException($"'{path}' is taken by another clip{where}.")
{
    /// <summary>The path.</summary>
    public string Path { get; } = path;
}
