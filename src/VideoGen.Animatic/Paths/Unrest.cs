namespace VideoGen.Animatic.Paths;

/// <summary>The unrest of a hand: a band-limited sum of sines, the same for the same seed.</summary>
internal sealed class Unrest
{
    // Hertz. Below is a drift, above is a nervous shake.
    private const double Slowest = 0.35;
    private const double Fastest = 2.4;
    private const int Waves = 6;
    private readonly double[] _frequency = new double[Waves];
    private readonly double[] _phase = new double[Waves];
    private readonly double[] _weight = new double[Waves];

    /// <summary>Makes the unrest of one axis.</summary>
    /// <param name="seed">Any number.</param>
    public Unrest(ulong seed)
    {
        ulong state = seed;
        double sum = 0;
        for (int i = 0; i < Waves; i++)
        {
            _frequency[i] = Slowest * Math.Pow(Fastest / Slowest, (i + Next(ref state)) / Waves);
            _phase[i] = 2 * Math.PI * Next(ref state);
            _weight[i] = 1 / _frequency[i];
            sum += _weight[i];
        }

        for (int i = 0; i < Waves; i++)
        {
            _weight[i] /= sum;
        }
    }

    /// <summary>Value between -1 and 1.</summary>
    /// <param name="seconds">Time since the start.</param>
    public double At(double seconds)
    {
        double value = 0;
        for (int i = 0; i < Waves; i++)
        {
            value += _weight[i] * Math.Sin(2 * Math.PI * _frequency[i] * seconds + _phase[i]);
        }

        return value;
    }

    // SplitMix64: a known good mixer in three lines.
    private static double Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
