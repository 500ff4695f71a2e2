namespace VideoGen.Delivery;

/// <summary>What a file says about its picture, as a player shows it.</summary>
/// <param name="DurationSeconds">Seconds, rounded to milliseconds.</param>
/// <param name="Width">Pixels, as displayed.</param>
/// <param name="Height">Pixels, as displayed.</param>
/// <param name="Frames">Number of frames that are shown.</param>
/// <param name="FramesPerSecond">Average frames per second, rounded to three places.</param>
/// <param name="Codec">Four-character code, for example <c>avc1</c>.</param>
public sealed record ClipFacts(decimal DurationSeconds, int Width, int Height, int Frames, decimal FramesPerSecond, string Codec)
{
    private const decimal ShortestSeconds = 0.001m;
    private const int LargestSide = 65_535;
    private const int LongestCodec = 32;

    /// <summary>What the file is.</summary>
    public ClipContainer Container { get; init; } = ClipContainer.Mp4;

    /// <summary>The facts of a track, checked for sense.</summary>
    /// <exception cref="NotAClipException">There is nothing to be seen.</exception>
    internal static ClipFacts Of(ClipContainer container, decimal seconds, int width, int height, long frames, decimal rate, string codec) =>
        frames is <= 0 or > int.MaxValue || width <= 0 || height <= 0 ? throw new NotAClipException("The video track holds no picture.")
        : width > LargestSide || height > LargestSide ? throw new NotAClipException($"The video track has an impossible size, {width}x{height}.")
        : seconds < ShortestSeconds ? throw new NotAClipException("The video track lasts no time.")
        : new ClipFacts(Math.Round(seconds, 3), width, height, (int)frames, Math.Round(rate, 3), codec.Length > LongestCodec ? codec[..LongestCodec] : codec) { Container = container };
}
