using System.Collections.Immutable;

namespace VideoGen.Records;

/// <summary>What the system of record does not hold yet.</summary>
/// <param name="Waiting">Jobs whose newest state is not delivered, the refused ones included.</param>
/// <param name="OldestAt">Since when the oldest of them waits, UTC; null when none does.</param>
/// <param name="Problem">Why the last delivery that got no usable answer failed; null when nothing waits for that reason.</param>
/// <param name="Refused">The jobs whose documents are refused, the latest first; at most <see cref="MostShown"/>.</param>
public sealed record RecordBacklog(int Waiting, DateTimeOffset? OldestAt, string? Problem, ImmutableArray<RefusedRecord> Refused)
{
    /// <summary>Most refused jobs that are listed.</summary>
    public const int MostShown = 100;

    /// <summary>Number of refused jobs, listed or not.</summary>
    public int RefusedCount { get; init; } = Refused.Length;
}
