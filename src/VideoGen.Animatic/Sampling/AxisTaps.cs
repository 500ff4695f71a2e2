namespace VideoGen.Animatic.Sampling;

/// <summary>
/// Where the pixels of one axis of a frame come from: for each target pixel the first source pixel and the weights of
/// <see cref="Count"/> neighbours. Computed once a frame, since a window that only moves and zooms is separable.
/// </summary>
internal sealed class AxisTaps
{
    /// <summary>Neighbours of each pixel. A cubic stretched by up to 2 fits.</summary>
    public const int Count = 8;

    /// <summary>Weights are fixed-point with this many fraction bits; those of a pixel sum to exactly 1.</summary>
    public const int Bits = 14;

    private const int One = 1 << Bits;

    /// <summary>Makes room for an axis.</summary>
    /// <param name="length">Target pixels.</param>
    public AxisTaps(int length)
    {
        First = new int[length];
        Weights = new short[length * Count];
    }

    /// <summary>First source pixel of each target pixel; all <see cref="Count"/> lie inside the source.</summary>
    public int[] First { get; }

    /// <summary><see cref="Count"/> weights of each target pixel.</summary>
    public short[] Weights { get; }

    /// <summary>Sets the taps.</summary>
    /// <param name="source">Source pixels, at least <see cref="Count"/>.</param>
    /// <param name="origin">Source position of target pixel 0, where 0 is the middle of source pixel 0.</param>
    /// <param name="step">Source pixels per target pixel, more than 0.</param>
    public void Set(int source, double origin, double step)
    {
        double stretch = Math.Clamp(step, 1, 2);
        Span<double> exact = stackalloc double[Count];
        for (int i = 0; i < First.Length; i++)
        {
            double at = origin + i * step;
            int first = (int)Math.Floor(at) - Count / 2 + 1;
            int start = Math.Clamp(first, 0, source - Count);
            exact.Clear();
            double sum = 0;
            for (int k = 0; k < Count; k++)
            {
                double weight = Cubic((first + k - at) / stretch);
                sum += weight;
                exact[Math.Clamp(first + k, 0, source - 1) - start] += weight;
            }

            First[i] = start;
            Fix(exact, sum, Weights.AsSpan(i * Count, Count));
        }
    }

    // Rounding must not change brightness from pixel to pixel: the largest weight takes what is left over.
    private static void Fix(Span<double> exact, double sum, Span<short> fix)
    {
        int left = One;
        int largest = 0;
        for (int k = 0; k < Count; k++)
        {
            fix[k] = (short)Math.Round(exact[k] / sum * One);
            left -= fix[k];
            largest = fix[k] > fix[largest] ? k : largest;
        }

        fix[largest] += (short)left;
    }

    // Catmull-Rom: passes through the samples, no blur where nothing moves.
    private static double Cubic(double distance)
    {
        double d = Math.Abs(distance);
        return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
}
