using VideoGen.Lint;

namespace VideoGen.Finishing;

/// <summary>How near two small pictures are, in numbers. Pure.</summary>
internal static class PictureDifference
{
    private const int Block = 8;
    private const int Step = 4;
    private const double MostDb = 99;
    private const double C1 = 0.01 * 255 * 0.01 * 255;
    private const double C2 = 0.03 * 255 * 0.03 * 255;

    /// <summary>Peak signal to noise over all channels, in dB with one decimal; 99 for equal pictures.</summary>
    public static decimal Db(PictureSample one, PictureSample other)
    {
        double sum = 0;
        for (int i = 0; i < PictureSample.Length; i++)
        {
            double apart = one.Rgb[i] - other.Rgb[i];
            sum += apart * apart;
        }

        double mean = sum / PictureSample.Length;
        return (decimal)Math.Round(mean <= 0 ? MostDb : Math.Min(MostDb, 10 * Math.Log10(255 * 255 / mean)), 1);
    }

    /// <summary>Structural similarity of their brightness (Wang et al. 2004), in windows of 8 by 8; 1 for equal pictures.</summary>
    public static decimal Ssim(PictureSample one, PictureSample other)
    {
        double sum = 0;
        int windows = 0;
        for (int top = 0; top + Block <= PictureSample.Side; top += Step)
        {
            for (int left = 0; left + Block <= PictureSample.Side; left += Step, windows++)
            {
                sum += Window(one, other, left, top);
            }
        }

        return (decimal)Math.Round(sum / windows, 3);
    }

    private static double Window(PictureSample one, PictureSample other, int left, int top)
    {
        const double n = Block * Block;
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (int y = top; y < top + Block; y++)
        {
            for (int x = left; x < left + Block; x++)
            {
                double p = one.Luma(x, y), q = other.Luma(x, y);
                (a, b, aa, bb, ab) = (a + p, b + q, aa + p * p, bb + q * q, ab + p * q);
            }
        }

        (double meanA, double meanB) = (a / n, b / n);
        (double varA, double varB, double both) = (aa / n - meanA * meanA, bb / n - meanB * meanB, ab / n - meanA * meanB);
        return (2 * meanA * meanB + C1) * (2 * both + C2) / ((meanA * meanA + meanB * meanB + C1) * (varA + varB + C2));
    }
}
