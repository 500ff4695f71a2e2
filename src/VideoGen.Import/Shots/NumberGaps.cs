using System.Collections.Immutable;

namespace VideoGen.Import.Shots;

/// <summary>Finds numbers that a numbering leaves out. A numbering by tens may have numbers in between.</summary>
internal static class NumberGaps
{
    private static readonly int[] Steps = [100, 10, 5];

    /// <summary>The numbers that are missing between the first and the last.</summary>
    public static ImmutableArray<int> Of(IEnumerable<int> numbers)
    {
        int[] given = [.. numbers.Distinct().Order()];
        if (given.Length < 2)
        {
            return [];
        }

        int step = Steps.FirstOrDefault(s => given.Count(n => n % s == 0) * 2 > given.Length, 1);
        int[] regular = [.. given.Where(n => n % step == 0)];
        return [.. Enumerable.Range(1, ((regular[^1] - regular[0]) / step) - 1 is > 0 and var between ? between : 0).Select(i => regular[0] + (i * step)).Except(given)];
    }
}
