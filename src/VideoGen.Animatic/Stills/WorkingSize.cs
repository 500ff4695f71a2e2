namespace VideoGen.Animatic.Stills;

/// <summary>Size at which a still is kept while the camera moves over it: the tightest window has a little more pixels than the screen,
/// so that nothing is enlarged in the sampler and every window is about equally sharp.</summary>
/// <param name="Width">Pixels, even.</param>
/// <param name="Height">Pixels, even.</param>
internal sealed record WorkingSize(int Width, int Height)
{
    /// <summary>Working pixels per screen pixel in the tightest window.</summary>
    private const double Oversampling = 1.15;

    // The sampler's taps reach two screen pixels at most; see AxisTaps.
    private const int Smallest = 32;
    private const double MostPixels = 24_000_000;

    /// <summary>Chooses the size.</summary>
    /// <param name="width">Width of what the camera moves over, pixels of the picture.</param>
    /// <param name="height">Height of it.</param>
    /// <param name="tightest">Width of the tightest window in the same pixels.</param>
    /// <param name="screenWidth">Width of the screen.</param>
    public static WorkingSize For(double width, double height, double tightest, int screenWidth)
    {
        double scale = Oversampling * screenWidth / tightest;
        scale *= Math.Min(1, Math.Sqrt(MostPixels / (width * scale * height * scale)));
        return new WorkingSize(Even(width * scale), Even(height * scale));
    }

    private static int Even(double value) => Math.Max(Smallest, 2 * (int)Math.Round(value / 2));
}
