using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>Cuts groups into requests that fit. Pure.</summary>
internal static class BatchCut
{
    /// <summary>Consecutive groups, as many per batch as the limits allow.</summary>
    /// <param name="groups">All groups, in order.</param>
    /// <param name="shortest">Shortest legal length of each group's model, in seconds.</param>
    /// <param name="maxRuntimeSeconds">Longest runtime of a request.</param>
    public static ImmutableArray<Batch> Cut(ImmutableArray<FrameGroup> groups, ImmutableArray<decimal> shortest, decimal maxRuntimeSeconds)
    {
        ImmutableArray<Batch>.Builder batches = ImmutableArray.CreateBuilder<Batch>();
        var frames = new List<string>();
        int count = 0;
        decimal seconds = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            if (count > 0 && (count == PlanLimits.MaxSegments || seconds + shortest[i] > maxRuntimeSeconds))
            {
                batches.Add(new(batches.Count + 1, [.. frames]));
                frames.Clear();
                (count, seconds) = (0, 0);
            }

            frames.AddRange(groups[i].Frames.Select(f => f.Id));
            count++;
            seconds += shortest[i];
        }

        batches.Add(new(batches.Count + 1, [.. frames]));
        return batches.ToImmutable();
    }
}
