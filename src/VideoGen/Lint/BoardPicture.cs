using VideoGen.Frames;

namespace VideoGen.Lint;

/// <summary>A still of the board as the lint sees it.</summary>
/// <param name="Sha256">Hash of its bytes, lowercase hex.</param>
/// <param name="Facts">What its bytes say about themselves.</param>
/// <param name="Sample">Its pixels in small; null where nobody decodes here, or the board has too many stills.</param>
internal sealed record BoardPicture(string Sha256, PictureFacts Facts, PictureSample? Sample)
{
    private const decimal SameShape = 0.95m;

    /// <summary>Width and height in pixels, as displayed.</summary>
    public string Size => $"{Facts.Width}x{Facts.Height}";

    /// <summary>True where both have the same shape, but for a few pixels.</summary>
    public bool IsShapedAs(BoardPicture other)
    {
        decimal ratio = (decimal)Facts.Width / Facts.Height / ((decimal)other.Facts.Width / other.Facts.Height);
        return Math.Min(ratio, 1 / ratio) >= SameShape;
    }
}
