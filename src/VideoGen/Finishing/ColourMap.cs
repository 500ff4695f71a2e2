using System.Collections.Immutable;
using VideoGen.Lint;

namespace VideoGen.Finishing;

/// <summary>A straight line for each of red, green and blue: value × gain + offset. Pure.</summary>
/// <param name="Gains">Gain of each channel.</param>
/// <param name="Offsets">Offset of each channel, in code values of 0 to 255.</param>
/// <param name="Centre">Mean of each channel in the picture that it is made for.</param>
internal sealed record ColourMap(ImmutableArray<double> Gains, ImmutableArray<double> Offsets, ImmutableArray<double> Centre)
{
    private const double LeastGain = 0.85, MostGain = 1.18, MostOffset = 16, LeastSpread = 2;

    /// <summary>The map that gives a frame mean and spread of its still, within what is allowed; and whether it was held back by that.</summary>
    public static (ColourMap Map, bool IsHeld) Between(PictureSample frame, PictureSample still)
    {
        double[] gains = new double[3], offsets = new double[3], centre = new double[3];
        bool held = false;
        for (int c = 0; c < 3; c++)
        {
            ((double fromMean, double fromSpread), (double toMean, double toSpread)) = (Of(frame, c), Of(still, c));
            double gain = fromSpread < LeastSpread || toSpread < LeastSpread ? 1 : toSpread / fromSpread;
            gains[c] = Math.Round(Math.Clamp(gain, LeastGain, MostGain), 4);
            centre[c] = fromMean;
            double offset = toMean - gains[c] * fromMean;
            offsets[c] = Math.Round(Math.Clamp(offset, -MostOffset, MostOffset), 2);
            held |= gain is < LeastGain or > MostGain || Math.Abs(offset) > MostOffset;
        }

        return (new ColourMap([.. gains], [.. offsets], [.. centre]), held);
    }

    /// <summary>Most code values that it moves any value by.</summary>
    public double Largest => FarthestFrom(new ColourMap([1, 1, 1], [0, 0, 0], Centre));

    /// <summary>Most code values between what two maps make of a value.</summary>
    public double FarthestFrom(ColourMap other) => Enumerable.Range(0, 3).Max(c => Math.Max(
        Math.Abs(Offsets[c] - other.Offsets[c]), Math.Abs((Gains[c] - other.Gains[c]) * 255 + Offsets[c] - other.Offsets[c])));

    /// <summary>The map on the way to another one.</summary>
    /// <param name="last">The other.</param>
    /// <param name="share">0 for this one, 1 for the other.</param>
    public ColourMap Towards(ColourMap last, double share) => new(
        [.. Gains.Zip(last.Gains, (a, b) => a + (b - a) * share)], [.. Offsets.Zip(last.Offsets, (a, b) => a + (b - a) * share)],
        [.. Centre.Zip(last.Centre, (a, b) => a + (b - a) * share)]);

    /// <summary>What it makes of a picture.</summary>
    public PictureSample Apply(PictureSample picture)
    {
        byte[] rgb = new byte[PictureSample.Length];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = (byte)Math.Clamp(Math.Round(picture.Rgb[i] * Gains[i % 3] + Offsets[i % 3]), 0, 255);
        }

        return new PictureSample(rgb);
    }

    private static (double Mean, double Spread) Of(PictureSample picture, int channel)
    {
        double sum = 0, squares = 0;
        for (int i = channel; i < PictureSample.Length; i += 3)
        {
            double value = picture.Rgb[i];
            (sum, squares) = (sum + value, squares + value * value);
        }

        const double n = PictureSample.Length / 3.0;
        double mean = sum / n;
        return (mean, Math.Sqrt(Math.Max(0, squares / n - mean * mean)));
    }
}
