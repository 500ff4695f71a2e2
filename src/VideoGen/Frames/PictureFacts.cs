namespace VideoGen.Frames;

/// <summary>What the bytes of a picture say about themselves.</summary>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c> or <c>image/webp</c>.</param>
/// <param name="Width">Pixels, as displayed (EXIF orientation applied).</param>
/// <param name="Height">Pixels, as displayed.</param>
public sealed record PictureFacts(string MediaType, int Width, int Height)
{
    /// <summary>File name ending with its dot.</summary>
    public string Extension => MediaType switch { "image/png" => ".png", "image/jpeg" => ".jpg", _ => ".webp" };
}
