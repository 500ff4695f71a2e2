using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>What one bite brought.</summary>
/// <param name="Taken">The jobs that were taken over, the most urgent first.</param>
/// <param name="Left">Jobs of the dead and of nobody that are still left.</param>
public sealed record JobTakeOver(ImmutableArray<PendingTick> Taken, int Left)
{
    /// <summary>Nothing was there.</summary>
    public static JobTakeOver Nothing { get; } = new([], 0);

    /// <summary>The share of one of the living in what is left.</summary>
    /// <param name="left">Jobs that are left.</param>
    /// <param name="living">Nodes that live.</param>
    /// <param name="most">Largest bite.</param>
    public static int Bite(int left, int living, int most) => Math.Min(most, (left + living - 1) / living);
}
