namespace VideoGen.Previews;

/// <summary>Port to what makes pictures and clips small. What cannot be made ends in an <see cref="IOException"/>. Thread-safe.</summary>
public interface IPreviewMaker
{
    /// <summary>Makes a silent copy of at most 640×360 pixels and about 100 kB.</summary>
    /// <param name="clip">File of the clip.</param>
    /// <param name="seconds">Its length.</param>
    /// <param name="target">File to write; replaced when it exists.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    Task MakeProxyAsync(string clip, decimal seconds, string target, CancellationToken cancellationToken);

    /// <summary>Makes a JPEG of the first picture of a clip, or of a still, fitted into a box.</summary>
    /// <param name="source">File of the clip or still.</param>
    /// <param name="width">Most pixels.</param>
    /// <param name="height">Most pixels.</param>
    /// <param name="target">File to write; replaced when it exists.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    Task MakePictureAsync(string source, int width, int height, string target, CancellationToken cancellationToken);
}
