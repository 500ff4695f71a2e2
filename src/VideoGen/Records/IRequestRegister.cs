using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Records;

/// <summary>
/// Port to what was ordered and when, for transports that list requests or follow one. Thread-safe; the same for every process on the
/// ledger. A ledger that cannot be used ends a call in a <see cref="LedgerException"/>.
/// </summary>
public interface IRequestRegister
{
    /// <summary>The newest requests, newest first.</summary>
    /// <param name="limit">Most requests, 1 or more.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<ImmutableArray<RequestRecord>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>When a request was accepted and when something last happened to it, or null where there is no such request.</summary>
    ValueTask<RequestTimes?> FindTimesAsync(string requestId, CancellationToken cancellationToken);
}
