using System.Collections.Immutable;
using VideoGen.Catalog;

namespace VideoGen.Planning;

/// <summary>From wanted seconds to lengths that the models sell. Pure.</summary>
internal static class SlotChoice
{
    /// <summary>
    /// The slot of each segment: the shortest legal length that is at least the wanted one, else the longest. While the sum passes the
    /// runtime, the segment with the most seconds to spare takes its next shorter legal length. Null when even the shortest do not fit.
    /// </summary>
    public static ImmutableArray<decimal>? Choose(ImmutableArray<decimal> wanted, ImmutableArray<IReadOnlyList<decimal>> legal, decimal maxRuntimeSeconds)
    {
        int[] choice = [.. wanted.Select((seconds, i) => Smallest(legal[i], seconds))];
        while (choice.Select((c, i) => legal[i][c]).Sum() > maxRuntimeSeconds)
        {
            int lower = Enumerable.Range(0, choice.Length)
                .Where(i => choice[i] > 0)
                .OrderByDescending(i => legal[i][choice[i]] - wanted[i])
                .ThenByDescending(i => i)
                .FirstOrDefault(-1);
            if (lower < 0)
            {
                return null;
            }

            choice[lower]--;
        }

        return [.. choice.Select((c, i) => legal[i][c])];
    }

    /// <summary>Words for how a slot came about.</summary>
    public static string Say(ModelPreset preset, decimal wanted, decimal slot, IReadOnlyList<decimal> legal)
    {
        decimal natural = legal[Smallest(legal, wanted)];
        if (slot < natural)
        {
            return $"Orders {slot:0.###} s of {preset.Model}, less than the natural {natural:0.###} s, so that the request fits into its runtime.";
        }

        return slot < wanted
            ? $"Orders {slot:0.###} s, the longest that {preset.Model} sells."
            : $"Orders {slot:0.###} s, the shortest length of {preset.Model} that is at least {wanted:0.###} s.";
    }

    private static int Smallest(IReadOnlyList<decimal> legal, decimal wanted)
    {
        for (int i = 0; i < legal.Count; i++)
        {
            if (legal[i] >= wanted)
            {
                return i;
            }
        }

        return legal.Count - 1;
    }
}
