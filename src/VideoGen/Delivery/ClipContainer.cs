namespace VideoGen.Delivery;

/// <summary>What a clip's file is, by its first bytes: how it is named in the media store and said to be on the wire. MP4 stands for QuickTime too.</summary>
public sealed record ClipContainer
{
    /// <summary>MP4, fragmented or not, and its elder brother QuickTime.</summary>
    public static readonly ClipContainer Mp4 = new(".mp4", "video/mp4");

    /// <summary>WebM.</summary>
    public static readonly ClipContainer WebM = new(".webm", "video/webm");

    /// <summary>Matroska.</summary>
    public static readonly ClipContainer Matroska = new(".mkv", "video/x-matroska");

    /// <summary>An animated GIF.</summary>
    public static readonly ClipContainer Gif = new(".gif", "image/gif");

    private ClipContainer(string extension, string mediaType) => (Extension, MediaType) = (extension, mediaType);

    /// <summary>With the dot.</summary>
    public string Extension { get; }

    /// <summary>As in <c>Content-Type</c>.</summary>
    public string MediaType { get; }

    /// <summary>The container of a stored clip; MP4 where the name tells nothing else.</summary>
    /// <param name="path">Path, name or address of the file.</param>
    public static ClipContainer OfPath(string path) =>
        Array.Find([WebM, Matroska, Gif], c => path.EndsWith(c.Extension, StringComparison.OrdinalIgnoreCase)) ?? Mp4;
}
