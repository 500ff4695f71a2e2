namespace VideoGen.Lint;

/// <summary>How much two pictures have in common. Pure.</summary>
internal static class PictureLikeness
{
    private const int Block = 8;
    private const double MostApart = 2;
    private const double MostApartInBlock = 8;
    private const double LeastCorrelation = 0.15;
    private const double LeastShared = 0.4;

    /// <summary>True where nobody would see a difference: neither in the whole nor in any part.</summary>
    public static bool AreAlike(PictureSample one, PictureSample other)
    {
        double whole = 0, worst = 0;
        for (int top = 0; top < PictureSample.Side; top += Block)
        {
            for (int left = 0; left < PictureSample.Side; left += Block)
            {
                double apart = Apart(one, other, left, top);
                (whole, worst) = (whole + apart, Math.Max(worst, apart));
            }
        }

        return whole / (PictureSample.Side / Block * (PictureSample.Side / Block)) <= MostApart && worst <= MostApartInBlock;
    }

    /// <summary>True where neither light and dark lie alike nor the colours are the same: two places, or two sizes of shot.</summary>
    public static bool AreFarApart(PictureSample one, PictureSample other) => Correlation(one, other) < LeastCorrelation && Shared(one, other) < LeastShared;

    private static double Apart(PictureSample one, PictureSample other, int left, int top)
    {
        int sum = 0;
        for (int y = top; y < top + Block; y++)
        {
            int from = (y * PictureSample.Side + left) * 3;
            for (int i = from; i < from + Block * 3; i++)
            {
                sum += Math.Abs(one.Rgb[i] - other.Rgb[i]);
            }
        }

        return sum / (Block * Block * 3.0);
    }

    // Of the brightness of blocks: grain and small movements do not count.
    private static double Correlation(PictureSample one, PictureSample other)
    {
        double[] a = Blocks(one), b = Blocks(other);
        double meanA = a.Average(), meanB = b.Average(), both = 0, ownA = 0, ownB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            both += (a[i] - meanA) * (b[i] - meanB);
            ownA += (a[i] - meanA) * (a[i] - meanA);
            ownB += (b[i] - meanB) * (b[i] - meanB);
        }

        return ownA * ownB > 0 ? both / Math.Sqrt(ownA * ownB) : 1; // a plain surface is like everything
    }

    private static double[] Blocks(PictureSample picture)
    {
        const int small = 4;
        const int across = PictureSample.Side / small;
        double[] means = new double[across * across];
        for (int y = 0; y < PictureSample.Side; y++)
        {
            for (int x = 0; x < PictureSample.Side; x++)
            {
                means[y / small * across + x / small] += picture.Luma(x, y) / (double)(small * small);
            }
        }

        return means;
    }

    // The share of pixels whose colours, in 64 groups, both have.
    private static double Shared(PictureSample one, PictureSample other) =>
        Colours(one).Zip(Colours(other), Math.Min).Sum() / (double)(PictureSample.Side * PictureSample.Side);

    private static int[] Colours(PictureSample picture)
    {
        int[] counts = new int[64];
        for (int i = 0; i < PictureSample.Length; i += 3)
        {
            counts[(picture.Rgb[i] >> 6 << 4) | (picture.Rgb[i + 1] >> 6 << 2) | (picture.Rgb[i + 2] >> 6)]++;
        }

        return counts;
    }
}
