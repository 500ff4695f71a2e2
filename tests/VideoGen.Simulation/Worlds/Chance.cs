namespace VideoGen.Simulation.Worlds;

/// <summary>
/// Every throw of the dice of a run, from its seed (SplitMix64, so that a seed means the same on every machine and version). Not
/// thread-safe.
/// </summary>
/// <param name="seed">The seed.</param>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03;

    /// <summary>A number from 0 up to, not including, a limit.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>A number between two, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True so many times in a thousand.</summary>
    public bool PerMille(int times) => times > 0 && Below(1000) < times;

    /// <summary>A span of whole microseconds between two spans.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromTicks((long)(Next() % (ulong)((most - least).Ticks / TimeSpan.TicksPerMicrosecond + 1)) * TimeSpan.TicksPerMicrosecond);

    /// <summary>A span of which short ones are as likely as long ones: each magnitude between two has the same chance.</summary>
    public TimeSpan AnyMagnitude(TimeSpan least, TimeSpan most)
    {
        int magnitudes = 1;
        for (TimeSpan next = least * 2; next < most; next *= 2)
        {
            magnitudes++;
        }

        TimeSpan from = least * (1L << Below(magnitudes));
        return Between(from, from * 2 < most ? from * 2 : most);
    }

    /// <summary>One of some.</summary>
    public T OneOf<T>(IReadOnlyList<T> some) => some[Below(some.Count)];

    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
