using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Lint;
using VideoGen.Planning;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>
/// The agent. The way of a request, top down: read it, plan it, admit it (stills checked, intent on disk), wait while the job ticks move
/// its segments, answer from the ledger.
/// </summary>
public sealed class VideoSegments : IVideoSegments
{
    private const string Verb = "synthesize";

    private readonly RequestReader _reader;
    private readonly PlanMaker _plans;
    private readonly BoardPictures _pictures;
    private readonly PlanLint _lint;
    private readonly PlanApprovals _approvals;
    private readonly TakeChoosing _takes;
    private readonly AgainPlanner _again;
    private readonly Admission _admission;
    private readonly AnswerWait _wait;
    private readonly ILedger _ledger;
    private readonly TimeProvider _time;
    private readonly AgentMetrics _metrics;

    /// <summary>An agent of the given services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="schedule">Moves the jobs.</param>
    public VideoSegments(AgentServices services, IJobSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(services);
        (_ledger, _time, _metrics) = (services.Ledger, services.Time, services.Metrics);
        _reader = new RequestReader(services.Options.MaxRequestBytes);
        _plans = new PlanMaker(services);
        _pictures = new BoardPictures(services);
        _lint = new PlanLint(services);
        _approvals = new PlanApprovals(services);
        _takes = new TakeChoosing(services);
        _again = new AgainPlanner(services);
        _admission = new Admission(services);
        _wait = new AnswerWait(services, schedule);
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<PlanAnswer>> PlanAsync(SynthesisCall call, CancellationToken cancellationToken)
    {
        if (AgainPlanner.Read(call) is { } again)
        {
            AgainPlan plan = await _again.PlanAsync(again, call, cancellationToken);
            return await PlannedAsync(call, plan.Storyboard, plan.Result, cancellationToken);
        }

        return _reader.Read(call.Json, call.LocalFolder) switch
        {
            ReadResult.Bad bad => new Answer<PlanAnswer>.Refused(Refused("plan", call, null, (await LookOnAsync(bad, cancellationToken)).Refusal)),
            ReadResult.Good good => await PlannedAsync(call, good.Storyboard, await _plans.PlanAsync(good.Storyboard, call.ToCome, cancellationToken), cancellationToken),
            _ => throw new UnreachableException("A request is good or bad."),
        };
    }

    private async ValueTask<Answer<PlanAnswer>> PlannedAsync(SynthesisCall call, Storyboard? storyboard, PlanResult result, CancellationToken cancellationToken) => result switch
    {
        PlanResult.Planned planned => await PlannedAsync(call, storyboard!, await SeenAsync(planned, storyboard!, call, cancellationToken), cancellationToken),
        PlanResult.Refused refused => new Answer<PlanAnswer>.Refused(Refused("plan", call, storyboard, refused.Refusal)),
        _ => throw new UnreachableException("A plan is made or refused."),
    };

    /// <inheritdoc/>
    public async ValueTask<Answer<LintAnswer>> LintAsync(SynthesisCall call, CancellationToken cancellationToken)
    {
        switch (_reader.Read(call.Json, call.LocalFolder))
        {
            case ReadResult.Bad bad:
                return new Answer<LintAnswer>.Refused(Refused("lint", call, null, (await LookOnAsync(bad, cancellationToken)).Refusal));
            case ReadResult.Good { Storyboard: var storyboard }:
                PlanResult result = await _plans.PlanAsync(storyboard, call.ToCome, cancellationToken);
                ImmutableArray<ImmutableArray<SegmentPlan>> requests = PlanLint.Requests(result);
                if (requests.IsEmpty)
                {
                    return new Answer<LintAnswer>.Refused(Refused("lint", call, storyboard, ((PlanResult.Refused)result).Refusal));
                }

                LintAnswer linted = _lint.Of(requests, await _pictures.ReadAsync(requests.SelectMany(r => r), cancellationToken), storyboard, call);
                return new Answer<LintAnswer>.Given(Counted("lint", "planned", linted with { TraceId = TraceOf(call, storyboard) }));
            default:
                throw new UnreachableException("A request is good or bad.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> SynthesizeAsync(
        SynthesisCall call, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        long begin = _time.GetTimestamp();
        switch (await _approvals.ReadAsync(call, cancellationToken))
        {
            case Approval.Order order:
                return await OrderAsync(order.Call, begin, progress, cancellationToken);
            case Approval.Ordered ordered:
                Admitted.Yes earlier = Counted(Verb, "replayed", new Admitted.Yes(ordered.RequestId, Replayed: true));
                return new Answer<SynthesisAnswer>.Given(Of(earlier, await WaitAsync(ordered.RequestId, call.Wait ?? call.DefaultWait, progress, cancellationToken)));
            case Approval.Refused refused:
                return new Answer<SynthesisAnswer>.Refused(Refused(Verb, call, null, refused.Refusal));
            default:
                throw new UnreachableException("A call orders something or is refused.");
        }
    }

    private async ValueTask<Answer<SynthesisAnswer>> OrderAsync(SynthesisCall call, long begin, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        if (AgainPlanner.Read(call) is { } again)
        {
            AgainPlan plan = await _again.PlanAsync(again, call, cancellationToken);
            return plan.Storyboard is { } earlier
                ? await OrderAsync(earlier, plan.Result, call, begin, progress, cancellationToken)
                : new Answer<SynthesisAnswer>.Refused(Refused(Verb, call, null, ((PlanResult.Refused)plan.Result).Refusal));
        }

        switch (_reader.Read(call.Json, call.LocalFolder))
        {
            case ReadResult.Bad bad:
                return new Answer<SynthesisAnswer>.Refused(
                    Refused(Verb, call, null, await _admission.RefuseAsync(bad.Rest, await LookOnAsync(bad, cancellationToken), call, cancellationToken)));
            case ReadResult.Good good:
                return await OrderAsync(good.Storyboard, null, call, begin, progress, cancellationToken);
            default:
                throw new UnreachableException("A request is good or bad.");
        }
    }

    private async ValueTask<Answer<SynthesisAnswer>> OrderAsync(
        Storyboard storyboard, PlanResult? plan, SynthesisCall call, long begin, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) =>
        await OrderAsync(storyboard, plan, call, cancellationToken) switch
        {
            Admitted.Yes yes => new Answer<SynthesisAnswer>.Given(Of(yes, await WaitAsync(yes.RequestId, Left(call.WaitFor(storyboard), begin), progress, cancellationToken))),
            Admitted.No no => new Answer<SynthesisAnswer>.Refused(no.Refusal),
            _ => throw new UnreachableException("A request is admitted or not."),
        };

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> GetAsync(
        string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) =>
        await FindAsync(requestId, cancellationToken) is null
            ? UnknownRequest.Of(requestId)
            : new Answer<SynthesisAnswer>.Given(await _wait.ForAsync(requestId, wait, leaveWhenHalted: false, progress, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<Answer<RequestList>> ListAsync(string? callerId, int limit, CancellationToken cancellationToken)
    {
        var newest = ImmutableArray.CreateBuilder<RequestSummary>();
        foreach (RequestRecord request in callerId is null
            ? await _ledger.ListRequestsAsync(limit, cancellationToken)
            : await _ledger.ListRequestsOfAsync(callerId, limit, cancellationToken))
        {
            newest.Add(AnswerWriter.Summary(request, await _ledger.ListJobsAsync(request.Id, cancellationToken)));
        }

        return new Answer<RequestList>.Given(new RequestList { Requests = newest.ToImmutable() });
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> CancelAsync(string requestId, CancellationToken cancellationToken)
    {
        if (await FindAsync(requestId, cancellationToken) is null)
        {
            return UnknownRequest.Of(requestId);
        }

        await _ledger.RequestCancelAsync(requestId, _time.GetUtcNow(), CancellationToken.None);
        return new Answer<SynthesisAnswer>.Given(await _wait.ForAsync(requestId, Patience.ForCancel, leaveWhenHalted: false, progress: null, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> ChooseAsync(TakeCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return await FindAsync(call.RequestId, cancellationToken) is null ? UnknownRequest.Of(call.RequestId)
            : await _takes.ChooseAsync(call, cancellationToken) is { } refusal ? new Answer<SynthesisAnswer>.Refused(refusal)
            : new Answer<SynthesisAnswer>.Given(await _wait.ForAsync(call.RequestId, TimeSpan.Zero, leaveWhenHalted: false, progress: null, cancellationToken));
    }

    // Whoever gets an error for an accepted request must not take it for a refused one, and pay twice.
    private async Task<SynthesisAnswer> WaitAsync(string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return await _wait.ForAsync(requestId, wait, leaveWhenHalted: true, progress, cancellationToken);
        }
        catch (LedgerException e)
        {
            Problem said = e.Problem;
            throw new LedgerException(
                said with
                {
                    Message = $"The request {requestId} was accepted and goes on; how it stands cannot be read. {said.Message}",
                    Remedy = $"{said.Remedy} Then ask for {requestId} (get_video_segments, videogen status); do not order it again.",
                },
                e);
        }
    }

    // Fetching the pictures counts: whoever waits so long counts from the call.
    private TimeSpan Left(TimeSpan wait, long begin) => _time.GetElapsedTime(begin) is var spent && spent < wait ? wait - spent : TimeSpan.Zero;

    private static SynthesisAnswer Of(Admitted.Yes admitted, SynthesisAnswer answer) =>
        answer with { Replayed = admitted.Replayed ? true : null, Warnings = [.. admitted.Warnings, .. answer.Warnings] };

    private async ValueTask<RequestRecord?> FindAsync(string requestId, CancellationToken cancellationToken)
    {
        RequestRecord? request = await _ledger.FindRequestAsync(requestId, cancellationToken);
        if (request is not null)
        {
            AgentTraces.LinkTo(request);
        }

        return request;
    }

    private async ValueTask<Admitted> OrderAsync(Storyboard storyboard, PlanResult? plan, SynthesisCall call, CancellationToken cancellationToken)
    {
        using Activity? span = AgentTraces.Order(call, storyboard);
        switch (await AdmitAsync(storyboard, plan, call, span, cancellationToken))
        {
            case Admitted.Yes yes:
                span?.SetTag("videogen.request.id", yes.RequestId);
                return Counted(Verb, yes.Replayed ? "replayed" : "accepted", yes);
            case Admitted.No no:
                AgentTraces.Fail(span, no.Refusal.Problems[0].Code);
                return new Admitted.No(Refused(Verb, call, storyboard, no.Refusal));
            default:
                throw new UnreachableException("A request is admitted or not.");
        }
    }

    private T Counted<T>(string operation, string result, T value)
    {
        _metrics.Plans.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Operation, operation), new KeyValuePair<string, object?>(TelemetryNames.Result, result));
        return value;
    }

    private Refusal Refused(string operation, SynthesisCall call, Storyboard? storyboard, Refusal refusal)
    {
        _metrics.Plans.Add(1, new TagList { { TelemetryNames.Operation, operation }, { TelemetryNames.Result, "refused" }, { TelemetryNames.ErrorType, refusal.Problems[0].Code } });
        return refusal with { TraceId = TraceOf(call, storyboard) };
    }

    private async ValueTask<Answer<PlanAnswer>> SeenAsync(PlanResult.Planned plan, Storyboard storyboard, SynthesisCall call, CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, BoardPicture> pictures = await _pictures.ReadAsync(plan.Segments, cancellationToken);

        // A segment that is made again has its very prompt, and no storyboard that could be linted.
        PlanResult.Planned linted = plan.Segments.Any(s => s.Planned.Again is not null) ? plan : _lint.In(plan, pictures, storyboard, call);
        return call.ChecksStills ? await _admission.CheckStillsAsync(linted, cancellationToken) : new Answer<PlanAnswer>.Given(StillLook.At(linted, pictures));
    }

    private async ValueTask<Answer<PlanAnswer>> PlannedAsync(SynthesisCall call, Storyboard storyboard, Answer<PlanAnswer> answer, CancellationToken cancellationToken) => answer switch
    {
        Answer<PlanAnswer>.Given { Value: var plan } => new Answer<PlanAnswer>.Given(
            Counted("plan", "planned", await _approvals.KeepAsync(plan with { TraceId = TraceOf(call, storyboard) }, storyboard, call, cancellationToken))),
        Answer<PlanAnswer>.Refused { Refusal: var refusal } => new Answer<PlanAnswer>.Refused(Refused("plan", call, storyboard, refusal)),
        _ => throw new UnreachableException("A plan is given or refused."),
    };

    private static string? TraceOf(SynthesisCall call, Storyboard? storyboard)
    {
        ActivityContext given = TraceOrigin.Given(call, storyboard?.TraceId);
        ActivityTraceId? trace = given != default ? given.TraceId : Activity.Current?.TraceId;
        return trace?.ToHexString();
    }

    private async ValueTask<Admitted> AdmitAsync(Storyboard storyboard, PlanResult? plan, SynthesisCall call, Activity? span, CancellationToken cancellationToken)
    {
        Admitted? earlier = await _admission.FindEarlierAsync(storyboard, call.Caller, cancellationToken);
        if (earlier is Admitted.Yes)
        {
            return earlier;
        }

        ImmutableArray<Problem> taken = earlier is Admitted.No { Refusal.Problems: var problems } ? problems : [];
        return (plan ?? await _plans.PlanAsync(storyboard, call.ToCome, cancellationToken)) switch
        {
            PlanResult.Planned planned when taken.IsEmpty => await _admission.AdmitAsync(storyboard, planned, call, span, cancellationToken),
            PlanResult.Planned planned => new Admitted.No(await _admission.RefuseAsync(storyboard, Refused(planned, taken), call, cancellationToken)),
            PlanResult.Refused refused => new Admitted.No(await _admission.RefuseAsync(storyboard, refused.With(taken), call, cancellationToken)),
            _ => throw new UnreachableException("A plan is made or refused."),
        };
    }

    /// <summary>What the plan of the sound part has to say as well.</summary>
    private async ValueTask<PlanResult.Refused> LookOnAsync(ReadResult.Bad bad, CancellationToken cancellationToken) => bad.Rest is not { } rest
        ? new(new Refusal { Problems = bad.Problems, Warnings = bad.Warnings }, [])
        : await _plans.PlanAsync(rest, ToCome.Nothing, cancellationToken) switch
        {
            PlanResult.Planned planned => Refused(planned, bad.Problems),
            PlanResult.Refused refused => refused.With(bad.Problems),
            _ => throw new UnreachableException("A plan is made or refused."),
        };

    private static PlanResult.Refused Refused(PlanResult.Planned plan, ImmutableArray<Problem> problems) => new(
        new Refusal { Problems = ProblemOrder.Sort(problems), Warnings = plan.Answer.Warnings },
        [.. plan.Segments.SelectMany(s => s.SentFrames.Select(f => (f, (Catalog.ModelPreset?)s.Preset)))])
    {
        PlanHash = plan.Answer.PlanHash,
        Price = LeastPrice.Of(plan.Answer),
        Provider = plan.Provider,
    };
}
