using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Access;

/// <summary>
/// The agent's verbs as one caller has them: what it may not do is refused, and a request that is not its own is not there.
/// Thread-safe.
/// </summary>
/// <param name="agent">The agent.</param>
/// <param name="ledger">Knows whose a request is.</param>
/// <param name="caller">The caller.</param>
public sealed class CallerSegments(IVideoSegments agent, ILedger ledger, Caller caller) : IVideoSegments
{
    /// <inheritdoc/>
    public ValueTask<Answer<PlanAnswer>> PlanAsync(SynthesisCall call, CancellationToken cancellationToken) =>
        caller.May(Scopes.Read) ? agent.PlanAsync(call, cancellationToken) : Denied<PlanAnswer>(Scopes.Read);

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> SynthesizeAsync(
        SynthesisCall call, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return caller.May(Scopes.Spend)
            ? agent.SynthesizeAsync(call with { Caller = caller.Id }, progress, cancellationToken)
            : Denied<SynthesisAnswer>(Scopes.Spend);
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> GetAsync(
        string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) =>
        !caller.May(Scopes.Read) ? await Denied<SynthesisAnswer>(Scopes.Read)
        : await SeesAsync(requestId, cancellationToken) ? await agent.GetAsync(requestId, wait, progress, cancellationToken)
        : UnknownRequest.Of(requestId);

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> CancelAsync(string requestId, CancellationToken cancellationToken) =>
        !caller.May(Scopes.Spend) && !caller.May(Scopes.Operate) ? await Denied<SynthesisAnswer>(Scopes.Spend)
        : await SeesAsync(requestId, cancellationToken) ? await agent.CancelAsync(requestId, cancellationToken)
        : UnknownRequest.Of(requestId);

    private async ValueTask<bool> SeesAsync(string requestId, CancellationToken cancellationToken) =>
        await ledger.FindRequestAsync(requestId, cancellationToken) is { } request && caller.Sees(request);

    private static ValueTask<Answer<T>> Denied<T>(Scopes needed) => ValueTask.FromResult<Answer<T>>(new Answer<T>.Refused(new Refusal
    {
        Problems = [new(ProblemCodes.ScopeMissing, "", $"This needs a token with the scope '{ScopeWords.Of(needed)}'.", "Use such a token; whoever runs the server makes one.")],
    }));
}
