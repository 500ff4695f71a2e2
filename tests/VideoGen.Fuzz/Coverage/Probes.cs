using System.Numerics;
using System.Runtime.CompilerServices;

namespace VideoGen.Fuzz.Coverage;

/// <summary>
/// What instrumented code reports while it runs: which blocks were entered, and how often each way from one block to the next was taken.
/// Calls come from one thread; nothing is locked.
/// </summary>
public static class Probes
{
    private const int Ways = 1 << 16;

    private static readonly byte[] Taken = new byte[Ways];
    private static readonly byte[] Known = new byte[Ways];
    private static bool[] _entered = [];
    private static int _before;

    /// <summary>Blocks of instrumented code.</summary>
    public static int Blocks => _entered.Length;

    /// <summary>Blocks entered so far, by any input.</summary>
    public static int Entered => _entered.Count(entered => entered);

    /// <summary>Makes room for the blocks of instrumented code; called once, before any of it runs.</summary>
    public static void Reserve(int blocks) => _entered = new bool[blocks];

    /// <summary>Called by instrumented code at the beginning of every block.</summary>
    /// <param name="block">Its number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Hit(int block)
    {
        _entered[block] = true;
        Taken[((block * 31) ^ _before) & (Ways - 1)]++;
        _before = block * 31 >> 1;
    }

    /// <summary>Forgets what the last input did.</summary>
    internal static void Begin()
    {
        Array.Clear(Taken);
        _before = 0;
    }

    /// <summary>True when an input took a way that none took before, or took one far more often; that is then known.</summary>
    internal static bool EndWithNews()
    {
        bool news = false;
        for (int at = 0; (at = Next(at)) < Ways; at++)
        {
            byte size = (byte)(1 << BitOperations.Log2(Taken[at]));
            news |= (Known[at] & size) == 0;
            Known[at] |= size;
        }

        return news;
    }

    private static int Next(int from)
    {
        int found = Taken.AsSpan(from).IndexOfAnyExcept((byte)0);
        return found < 0 ? Ways : from + found;
    }
}
