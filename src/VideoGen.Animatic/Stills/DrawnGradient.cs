namespace VideoGen.Animatic.Stills;

/// <summary>The picture that stands in where there is none: a soft light on a dark ground.</summary>
internal static class DrawnGradient
{
    /// <summary>Draws it.</summary>
    public static Planes Draw(WorkingSize size)
    {
        var planes = new Planes(size.Width, size.Height);
        Span<byte> bytes = planes.Bytes;
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                bytes[y * size.Width + x] = Level(44 + 96 * Glow((double)x / size.Width, (double)y / size.Height), x, y);
            }
        }

        int luma = size.Width * size.Height;
        for (int y = 0; y < size.Height / 2; y++)
        {
            for (int x = 0; x < size.Width / 2; x++)
            {
                double warm = Glow(2.0 * x / size.Width, 2.0 * y / size.Height);
                bytes[luma + y * size.Width / 2 + x] = Level(146 - 26 * warm, x, y);
                bytes[luma + luma / 4 + y * size.Width / 2 + x] = Level(116 + 26 * warm, x, y + 7);
            }
        }

        return planes;
    }

    private static double Glow(double x, double y) => Math.Exp(-((x - 0.62) * (x - 0.62) * 5 + (y - 0.4) * (y - 0.4) * 7));

    // An ordered dither hides the steps of 8 bits in so soft a slope.
    private static byte Level(double value, int x, int y) => (byte)(value + ((x * 5 + y * 3) & 7) / 8.0);
}
