using VideoGen.Frames;

namespace VideoGen.Animatic.Stills;

/// <summary>What the decoding of a picture may take.</summary>
internal static class DecodeLimits
{
    // Measured with ffmpeg 5.1: 0.1 GB for itself, then up to 9 bytes a pixel (a progressive JPEG keeps its coefficients beside its pixels;
    // four colours or 16 bits with transparency come close).
    private const long Itself = 640L << 20;
    private const long EachPixel = 14;

    /// <summary>Pixels above which transparency is worked out on a smaller copy.</summary>
    public const long MostTransparentPixels = 16_000_000;

    /// <summary>Largest file in bytes.</summary>
    public const long MostBytes = 512L << 20;

    /// <summary>Most memory in bytes.</summary>
    public static long Memory(PictureFacts facts) => Itself + EachPixel * Pixels(facts);

    /// <summary>Pixels that the decoder may make room for: it rounds both sides up to whole blocks.</summary>
    public static long DecodedPixels(PictureFacts facts) => Blocks(facts.StoredWidth) * Blocks(facts.StoredHeight);

    private static long Blocks(int side) => (side + 255L) / 128 * 128;

    /// <summary>Pixels of a picture.</summary>
    public static long Pixels(PictureFacts facts) => (long)facts.StoredWidth * facts.StoredHeight;
}
