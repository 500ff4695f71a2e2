namespace VideoGen.Lint;

/// <summary>A picture in few pixels, stretched to a square, upright, over black where it was transparent.</summary>
public sealed class PictureSample
{
    /// <summary>Pixels of each side.</summary>
    public const int Side = 64;

    /// <summary>Bytes of a sample: red, green and blue of each pixel, row by row, 0 to 255.</summary>
    public const int Length = Side * Side * 3;

    private readonly byte[] _rgb;

    /// <summary>A sample of the given pixels.</summary>
    /// <param name="rgb"><see cref="Length"/> bytes.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public PictureSample(byte[] rgb)
    {
        ArgumentNullException.ThrowIfNull(rgb);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, Length, nameof(rgb));
        _rgb = rgb;
    }

    /// <summary>The pixels, row by row.</summary>
    internal ReadOnlySpan<byte> Rgb => _rgb;

    /// <summary>Brightness of a pixel, 0 to 255.</summary>
    internal int Luma(int x, int y)
    {
        ReadOnlySpan<byte> pixel = _rgb.AsSpan((y * Side + x) * 3, 3);
        return (54 * pixel[0] + 183 * pixel[1] + 19 * pixel[2]) >> 8; // BT.709
    }
}
