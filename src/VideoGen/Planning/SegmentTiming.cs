using System.Collections.Immutable;

namespace VideoGen.Planning;

/// <summary>From wished to wanted seconds: clamp each segment, then scale all to the runtime. Pure.</summary>
internal static class SegmentTiming
{
    /// <summary>Wanted seconds of each group, with what was decided.</summary>
    /// <param name="groups">The groups of one request.</param>
    /// <param name="maxRuntimeSeconds">Longest sum of wanted seconds.</param>
    public static ImmutableArray<(decimal Seconds, ImmutableArray<string> Decisions)> Time(ImmutableArray<FrameGroup> groups, decimal maxRuntimeSeconds)
    {
        ImmutableArray<decimal> clamped = [.. groups.Select(g => Math.Clamp(g.StoryboardSeconds, PlanLimits.MinSegmentSeconds, PlanLimits.MaxSegmentSeconds))];
        ImmutableArray<decimal> scaled = Scale(clamped, maxRuntimeSeconds);
        return [.. groups.Select((group, i) => (scaled[i], Decisions(group.StoryboardSeconds, clamped[i], scaled[i], maxRuntimeSeconds)))];
    }

    /// <summary>
    /// Scales all by the same factor so that the sum fits, but none below the shortest segment: those that would fall below stay there and
    /// the others share the rest. When even the shortest do not fit, the shortest are returned.
    /// </summary>
    private static ImmutableArray<decimal> Scale(ImmutableArray<decimal> seconds, decimal limit)
    {
        decimal[] result = [.. seconds];
        bool[] atFloor = new bool[result.Length];
        while (result.Sum() > limit && Array.Exists(atFloor, floor => !floor))
        {
            decimal held = atFloor.Count(floor => floor) * PlanLimits.MinSegmentSeconds;
            decimal free = seconds.Where((_, i) => !atFloor[i]).Sum();
            decimal factor = (limit - held) / free;
            for (int i = 0; i < result.Length; i++)
            {
                if (!atFloor[i])
                {
                    result[i] = Math.Max(Math.Round(seconds[i] * factor, 3, MidpointRounding.ToZero), PlanLimits.MinSegmentSeconds);
                    atFloor[i] = result[i] == PlanLimits.MinSegmentSeconds;
                }
            }
        }

        return [.. result];
    }

    private static ImmutableArray<string> Decisions(decimal wished, decimal clamped, decimal scaled, decimal limit)
    {
        ImmutableArray<string>.Builder said = ImmutableArray.CreateBuilder<string>();
        if (clamped < wished)
        {
            said.Add($"Shortened from {wished:0.###} s to {clamped:0.###} s, the longest a segment may last.");
        }
        else if (clamped > wished)
        {
            said.Add($"Lengthened from {wished:0.###} s to {clamped:0.###} s, the shortest a segment may last.");
        }

        if (scaled != clamped)
        {
            said.Add($"Shortened from {clamped:0.###} s to {scaled:0.###} s, so that the whole request lasts at most {limit:0.###} s.");
        }

        return said.ToImmutable();
    }
}
