namespace VideoGen.Frames;

/// <summary>What the bytes of a picture say about themselves.</summary>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c> or <c>image/webp</c>.</param>
/// <param name="StoredWidth">Pixels, as stored.</param>
/// <param name="StoredHeight">Pixels, as stored.</param>
/// <param name="Orientation">EXIF orientation, 1 to 8; 1 is upright.</param>
/// <param name="MayBeTransparent">True when the picture can hold transparent pixels.</param>
/// <param name="Traits">What of it does not come through as it is.</param>
/// <param name="IsIndexed">True when its pixels are indices of a palette, or smaller than a byte.</param>
public sealed record PictureFacts(
    string MediaType, int StoredWidth, int StoredHeight, int Orientation = 1, bool MayBeTransparent = false, PictureTraits Traits = PictureTraits.None,
    bool IsIndexed = false)
{
    /// <summary>Pixels, as displayed.</summary>
    public int Width => Orientation >= 5 ? StoredHeight : StoredWidth;

    /// <summary>Pixels, as displayed.</summary>
    public int Height => Orientation >= 5 ? StoredWidth : StoredHeight;

    /// <summary>File name ending with its dot.</summary>
    public string Extension => MediaType switch { "image/png" => ".png", "image/jpeg" => ".jpg", _ => ".webp" };
}
