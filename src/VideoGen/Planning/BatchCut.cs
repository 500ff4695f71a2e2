using System.Collections.Immutable;

namespace VideoGen.Planning;

/// <summary>Cuts groups into requests that fit. Pure.</summary>
internal static class BatchCut
{
    /// <summary>Consecutive groups, as many per batch as the limits allow, by their numbers.</summary>
    /// <param name="shortest">Shortest legal length of each group's model, in seconds; none is longer than the runtime.</param>
    /// <param name="maxRuntimeSeconds">Longest runtime of a request.</param>
    public static ImmutableArray<Range> Cut(ImmutableArray<decimal> shortest, decimal maxRuntimeSeconds)
    {
        ImmutableArray<Range>.Builder batches = ImmutableArray.CreateBuilder<Range>();
        int first = 0;
        decimal seconds = 0;
        for (int i = 0; i < shortest.Length; i++)
        {
            if (i - first == PlanLimits.MaxSegments || seconds + shortest[i] > maxRuntimeSeconds)
            {
                batches.Add(first..i);
                (first, seconds) = (i, 0);
            }

            seconds += shortest[i];
        }

        batches.Add(first..shortest.Length);
        return batches.ToImmutable();
    }
}
