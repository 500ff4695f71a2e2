using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Records;

/// <summary>The register as the ledger answers it.</summary>
/// <param name="ledger">The ledger.</param>
public sealed class LedgerRegister(ILedger ledger) : IRequestRegister
{
    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListAsync(int limit, CancellationToken cancellationToken) =>
        ledger.ListRequestsAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RequestTimes?> FindTimesAsync(string requestId, CancellationToken cancellationToken)
    {
        if (await ledger.FindRequestAsync(requestId, cancellationToken) is not { } request)
        {
            return null;
        }

        DateTimeOffset changed = request.CreatedAt;
        foreach (Job job in await ledger.ListJobsAsync(requestId, cancellationToken))
        {
            ImmutableArray<JobEvent> history = await ledger.ListEventsAsync(job.Id, cancellationToken);
            changed = history is [.., var last] && last.At > changed ? last.At : changed;
        }

        return new(request.CreatedAt, changed);
    }
}
