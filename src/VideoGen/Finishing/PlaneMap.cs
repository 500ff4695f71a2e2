namespace VideoGen.Finishing;

/// <summary>
/// A <see cref="ColourMap"/> on brightness and two colour differences, as clips store them, in code values of limited range: a way to red, green and blue and back costs more than
/// the map. A brightness is one line of itself; a colour difference is a line of itself and of the brightness. What one colour difference adds to the other planes is taken from the
/// mean of the picture that the map was made for: of that tint every brightness comes out exactly, and stronger colours nearly. Pure.
/// </summary>
/// <param name="Luma">Gain and offset of the brightness.</param>
/// <param name="Blue">Gain of the blue difference about its neutral value, its offset, and what a code value of the new brightness adds to it.</param>
/// <param name="Red">The same of the red difference.</param>
internal sealed record PlaneMap((double Gain, double Offset) Luma, (double Gain, double Offset, double OfLuma) Blue, (double Gain, double Offset, double OfLuma) Red)
{
    private const double Black = 16, White = 235, LumaRange = 219, Neutral = 128, ChromaRange = 224;
    private const double Strong = 64; // a colour difference that few pictures pass

    /// <summary>Most code values between the lines of two maps, of any brightness or of a strong colour.</summary>
    public double LinesFrom(PlaneMap other) => Math.Max(
        Apart(Luma.Gain - other.Luma.Gain, Luma.Offset - other.Luma.Offset), Strong * Math.Max(Math.Abs(Blue.Gain - other.Blue.Gain), Math.Abs(Red.Gain - other.Red.Gain)));

    /// <summary>Most code values between what two maps add to the colour differences.</summary>
    public double TintsFrom(PlaneMap other) => Math.Max(Apart(Blue.OfLuma - other.Blue.OfLuma, Blue.Offset - other.Blue.Offset), Apart(Red.OfLuma - other.Red.OfLuma, Red.Offset - other.Red.Offset));

    /// <summary>The line of a colour difference.</summary>
    public static (double Gain, double Offset) AboutNeutral(double gain) => (gain, Neutral * (1 - gain));

    /// <summary>The map on the planes.</summary>
    /// <param name="map">The map on red, green and blue.</param>
    /// <param name="matrix">The matrix of the clip, as ffmpeg names it.</param>
    public static PlaneMap Of(ColourMap map, string matrix)
    {
        (double red, double blue) = ColourMatrix.Weights(matrix);
        double green = 1 - red - blue, toBlue = 2 * (1 - blue), toRed = 2 * (1 - red);
        (double gainR, double gainG, double gainB) = (map.Gains[0], map.Gains[1], map.Gains[2]);
        (double addR, double addG, double addB) = (map.Offsets[0] / 255, map.Offsets[1] / 255, map.Offsets[2] / 255);
        (double centreR, double centreG, double centreB) = (map.Centre[0] / 255, map.Centre[1] / 255, map.Centre[2] / 255);
        double centre = red * centreR + green * centreG + blue * centreB;
        (double u, double v) = ((centreB - centre) / toBlue, (centreR - centre) / toRed);

        double gain = red * gainR + green * gainG + blue * gainB;
        (double fromU, double fromV) = (blue * toBlue * (gainB - gainG), red * toRed * (gainR - gainG));
        double plain = red * addR + green * addG + blue * addB;
        double offset = plain + fromU * u + fromV * v;
        return new PlaneMap(
            (gain, Black * (1 - gain) + LumaRange * offset),
            Chroma(gainB - fromU / toBlue, (gainB - gain) / toBlue, (addB - plain - fromV * v) / toBlue, gain, offset),
            Chroma(gainR - fromV / toRed, (gainR - gain) / toRed, (addR - plain - fromU * u) / toRed, gain, offset));
    }

    private static double Apart(double gain, double offset) => Math.Max(Math.Abs(Black * gain + offset), Math.Abs(White * gain + offset));

    // The brightness is known only after its own line: what depends on it is led back through that.
    private static (double Gain, double Offset, double OfLuma) Chroma(double gain, double ofLuma, double offset, double lumaGain, double lumaOffset)
    {
        double slope = ChromaRange / LumaRange * ofLuma / lumaGain;
        return (gain, ChromaRange * (offset - ofLuma * lumaOffset / lumaGain) - slope * Black, slope);
    }
}
