using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>
/// Port to the planned requests that wait for approval. What is lost is planned again: nothing here needs to survive a loss of power. Bounded as
/// <see cref="KeptPlan"/> says. Thread-safe, and safe for several processes on one store.
/// </summary>
public interface IPlanStore
{
    /// <summary>Keeps a plan, or renews the one of the same caller and key; then drops what is out of date or over the bounds.</summary>
    ValueTask KeepAsync(KeptPlan plan, CancellationToken cancellationToken);

    /// <summary>The plans of a caller with a hash that are not out of date, the newest first.</summary>
    /// <param name="caller">Whose; null for somebody on this machine.</param>
    /// <param name="planHash">The hash.</param>
    /// <param name="now">Present time.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<ImmutableArray<KeptPlan>> FindAsync(string? caller, string planHash, DateTimeOffset now, CancellationToken cancellationToken);
}
