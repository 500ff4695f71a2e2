using System.Collections.Immutable;
using VideoGen.Catalog;

namespace VideoGen.Planning;

/// <summary>From wanted seconds to lengths that the models sell. Pure.</summary>
internal static class SlotChoice
{
    /// <summary>
    /// The slot of each segment: the shortest legal length that is at least the wanted one, else the longest. While the sum passes the
    /// runtime, the segment with the most seconds to spare takes its next shorter legal length. The shortest of all must fit.
    /// </summary>
    public static ImmutableArray<decimal> Choose(ImmutableArray<decimal> wanted, ImmutableArray<ImmutableArray<decimal>> legal, decimal maxRuntimeSeconds)
    {
        int[] choice = [.. wanted.Select((seconds, i) => Smallest(legal[i], seconds))];
        while (choice.Select((c, i) => legal[i][c]).Sum() > maxRuntimeSeconds)
        {
            int lower = Enumerable.Range(0, choice.Length)
                .Where(i => choice[i] > 0)
                .MaxBy(i => (legal[i][choice[i]] - wanted[i], i));
            choice[lower]--;
        }

        return [.. choice.Select((c, i) => legal[i][c])];
    }

    /// <summary>
    /// The lengths of a model that a segment may have, ascending: none shorter than the shortest segment, unless the model sells only
    /// shorter ones; then its longest.
    /// </summary>
    public static ImmutableArray<decimal> Legal(PresetDuration duration)
    {
        IReadOnlyList<decimal> sold = PresetSlots.Of(duration);
        ImmutableArray<decimal> legal = [.. sold.Where(seconds => seconds >= PlanLimits.MinSegmentSeconds)];
        return legal.IsEmpty ? [sold[^1]] : legal;
    }

    /// <summary>Words for how a slot came about.</summary>
    public static string Say(ModelPreset preset, decimal wanted, decimal slot, ImmutableArray<decimal> legal)
    {
        decimal natural = legal[Smallest(legal, wanted)];
        if (slot < natural)
        {
            return $"Orders {slot:0.###} s of {preset.Model} instead of {natural:0.###} s, so that the whole request fits into its runtime.";
        }

        return slot < wanted ? $"Orders {slot:0.###} s, the longest clip that {preset.Model} sells."
            : slot == wanted ? $"Orders {slot:0.###} s, exactly what is wanted."
            : $"Orders {slot:0.###} s, the shortest clip of {preset.Model} that holds {wanted:0.###} s.";
    }

    private static int Smallest(ImmutableArray<decimal> legal, decimal wanted)
    {
        for (int i = 0; i < legal.Length; i++)
        {
            if (legal[i] >= wanted)
            {
                return i;
            }
        }

        return legal.Length - 1;
    }
}
