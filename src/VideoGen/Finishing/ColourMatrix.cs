namespace VideoGen.Finishing;

/// <summary>The matrix between the colours of a clip and red, green and blue, in ffmpeg's words. One rule for whatever decodes a clip. Pure.</summary>
public static class ColourMatrix
{
    private const int SmallestHd = 720;

    /// <summary>The matrix that a clip is shown with: what has no tags is shown as its size suggests by players and editors.</summary>
    /// <param name="tagged">What the file says; null where it does not.</param>
    /// <param name="height">Pixels, as displayed.</param>
    /// <returns>As ffmpeg names it, for instance <c>bt709</c>.</returns>
    public static string Of(string? tagged, int height) => tagged ?? (height >= SmallestHd ? "bt709" : "smpte170m");

    /// <summary>What red and blue add to the brightness of a pixel; green adds the rest to 1.</summary>
    /// <param name="matrix">As ffmpeg names it.</param>
    public static (double Red, double Blue) Weights(string matrix) =>
        matrix switch { "smpte170m" or "bt470bg" => (0.299, 0.114), "bt2020nc" => (0.2627, 0.0593), _ => (0.2126, 0.0722) };
}
