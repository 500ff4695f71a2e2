using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Records;

namespace VideoGen.Access;

/// <summary>What was ordered and when, as one caller may know it. Thread-safe.</summary>
/// <param name="register">The register.</param>
/// <param name="ledger">Knows whose a request is.</param>
/// <param name="caller">The caller.</param>
public sealed class CallerRegister(IRequestRegister register, ILedger ledger, Caller caller) : IRequestRegister
{
    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<RequestRecord>> ListAsync(int limit, CancellationToken cancellationToken) =>
        !caller.May(Scopes.Read) ? []
        : caller.May(Scopes.Operate) ? await register.ListAsync(limit, cancellationToken)
        : caller.Id is { } own ? await ledger.ListRequestsOfAsync(own, limit, cancellationToken)
        : [];

    /// <inheritdoc/>
    public async ValueTask<RequestTimes?> FindTimesAsync(string requestId, CancellationToken cancellationToken) =>
        caller.May(Scopes.Read) && await ledger.FindRequestAsync(requestId, cancellationToken) is { } request && caller.Sees(request)
            ? await register.FindTimesAsync(requestId, cancellationToken)
            : null;
}
