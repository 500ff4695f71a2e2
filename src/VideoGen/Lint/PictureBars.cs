namespace VideoGen.Lint;

/// <summary>Finds black bars that were burned into a picture. Pure.</summary>
internal static class PictureBars
{
    private const int Black = 26;
    private const int Lit = 40;
    private const double LitShare = 0.6;
    private const int Thinnest = 3;
    private const int Uneven = 2;

    /// <summary>Where the bars are, with their share of the picture; null where there are none.</summary>
    public static (string Where, double Share)? Find(PictureSample picture) =>
        Share(picture.Luma) is { } rows ? ("at top and bottom", rows)
        : Share((x, y) => picture.Luma(y, x)) is { } columns ? ("at both sides", columns)
        : null;

    // Bars are equal, black from edge to edge, and end all at once: a night sky does neither.
    private static double? Share(Func<int, int, int> luma)
    {
        int above = Bars(luma, 0, 1), below = Bars(luma, PictureSample.Side - 1, -1);
        return above >= Thinnest && below >= Thinnest && Math.Abs(above - below) <= Uneven && above + below < PictureSample.Side - 2 * Thinnest
            && IsLit(luma, above + 1) && IsLit(luma, PictureSample.Side - 2 - below)
            ? (double)(above + below) / PictureSample.Side
            : null;
    }

    private static int Bars(Func<int, int, int> luma, int from, int step)
    {
        int lines = 0;
        while (lines < PictureSample.Side && Enumerable.Range(0, PictureSample.Side).All(x => luma(x, from + step * lines) <= Black))
        {
            lines++;
        }

        return lines;
    }

    // The line at the edge itself may be half bar, half picture.
    private static bool IsLit(Func<int, int, int> luma, int line) =>
        Enumerable.Range(0, PictureSample.Side).Count(x => luma(x, line) > Lit) >= LitShare * PictureSample.Side;
}
