using System.Collections.Immutable;
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
/// <param name="clips">
/// Where the caller finds the media store, with a slash at the end; null for one on this machine, who can open files.
/// </param>
/// <param name="paths">Takes paths out of sentences for a caller who is not on this machine; null knows no folder by name.</param>
public sealed class CallerSegments(IVideoSegments agent, ILedger ledger, Caller caller, Uri? clips = null, MachinePaths? paths = null) : IVideoSegments
{
    private readonly CallerAddresses _addresses = new(ledger, clips, paths ?? new MachinePaths());

    /// <inheritdoc/>
    public async ValueTask<Answer<PlanAnswer>> PlanAsync(SynthesisCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return caller.May(Scopes.Read) ? _addresses.Of(await agent.PlanAsync(call with { Caller = caller.Id, Sees = caller.Sees }, cancellationToken)) : await Denied<PlanAnswer>(Scopes.Read);
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<LintAnswer>> LintAsync(SynthesisCall call, CancellationToken cancellationToken) =>
        caller.May(Scopes.Read) ? await agent.LintAsync(call, cancellationToken) : await Denied<LintAnswer>(Scopes.Read);

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> SynthesizeAsync(
        SynthesisCall call, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return caller.May(Scopes.Spend)
            ? await ForCallerAsync(agent.SynthesizeAsync(call with { Caller = caller.Id, Sees = caller.Sees }, progress, cancellationToken))
            : await Denied<SynthesisAnswer>(Scopes.Spend);
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> GetAsync(
        string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) =>
        !caller.May(Scopes.Read) ? await Denied<SynthesisAnswer>(Scopes.Read)
        : await SeesAsync(requestId, cancellationToken) ? await ForCallerAsync(agent.GetAsync(requestId, wait, progress, cancellationToken))
        : UnknownRequest.Of(requestId);

    /// <inheritdoc/>
    public ValueTask<Answer<RequestList>> ListAsync(string? callerId, int limit, CancellationToken cancellationToken) =>
        caller.May(Scopes.Read) ? agent.ListAsync(caller.Id, limit, cancellationToken) : Denied<RequestList>(Scopes.Read);

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> CancelAsync(string requestId, CancellationToken cancellationToken) =>
        !caller.May(Scopes.Spend) && !caller.May(Scopes.Operate) ? await Denied<SynthesisAnswer>(Scopes.Spend)
        : await SeesAsync(requestId, cancellationToken) ? await ForCallerAsync(agent.CancelAsync(requestId, cancellationToken))
        : UnknownRequest.Of(requestId);

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> ChooseAsync(TakeCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return !caller.May(Scopes.Spend) && !caller.May(Scopes.Operate) ? await Denied<SynthesisAnswer>(Scopes.Spend)
            : await SeesAsync(call.RequestId, cancellationToken) ? await ForCallerAsync(agent.ChooseAsync(call with { Caller = caller }, cancellationToken))
            : UnknownRequest.Of(call.RequestId);
    }

    // A wait that was ended is answered as well.
    private async ValueTask<Answer<SynthesisAnswer>> ForCallerAsync(ValueTask<Answer<SynthesisAnswer>> asked)
    {
        Answer<SynthesisAnswer> answer = await asked;
        return await _addresses.OfAsync(
            answer is Answer<SynthesisAnswer>.Given { Value: var given } ? new Answer<SynthesisAnswer>.Given(await OwnTakesAsync(given)) : answer, CancellationToken.None);
    }

    // Takes of somebody else's requests are not there, also where they stand for the place.
    private async ValueTask<SynthesisAnswer> OwnTakesAsync(SynthesisAnswer answer)
    {
        var segments = ImmutableArray.CreateBuilder<VideoSegment>(answer.VideoSegments.Length);
        foreach (VideoSegment segment in answer.VideoSegments)
        {
            var own = ImmutableArray.CreateBuilder<OtherTake>();
            foreach (OtherTake take in segment.OtherTakes ?? [])
            {
                if (await SeesAsync(take.RequestId, CancellationToken.None))
                {
                    own.Add(take);
                }
            }

            segments.Add(segment with { OtherTakes = own.Count == 0 ? null : own.ToImmutable() });
        }

        return answer with { VideoSegments = segments.MoveToImmutable() };
    }

    private async ValueTask<bool> SeesAsync(string requestId, CancellationToken cancellationToken) =>
        await ledger.FindRequestAsync(requestId, cancellationToken) is { } request && caller.Sees(request);

    /// <summary>Says which scope a caller lacks.</summary>
    public static Problem ScopeMissing(Scopes needed) => new(
        ProblemCodes.ScopeMissing, "", $"This needs a token with the scope '{ScopeWords.Of(needed)}'.", "Use such a token; whoever runs the server makes one.");

    private static ValueTask<Answer<T>> Denied<T>(Scopes needed) => ValueTask.FromResult<Answer<T>>(new Answer<T>.Refused(new Refusal { Problems = [ScopeMissing(needed)] }));
}
