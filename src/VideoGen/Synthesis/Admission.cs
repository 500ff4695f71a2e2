using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Access;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Planning;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>
/// The last check before money: is it the approved plan, can the provider work, are the stills good, is there money left? Only then the
/// request and its jobs are written, in one commit.
/// </summary>
internal sealed class Admission(AgentServices services)
{
    private const int StillsOfARequest = PlanLimits.MaxSegments * PlanLimits.MaxFramesPerSegment;

    /// <summary>The caller's earlier request of the same key, or null when there is none (or no key).</summary>
    public async ValueTask<Admitted?> FindEarlierAsync(Storyboard storyboard, string? caller, CancellationToken cancellationToken) =>
        storyboard.RequestKey is { } key && await services.Ledger.FindRequestByKeyAsync(Caller.KeyOf(caller, key), cancellationToken) is { } earlier
            ? earlier.InputHash == storyboard.InputHash ? new Admitted.Yes(earlier.Request.Id, Replayed: true) : KeyTaken(earlier.Request)
            : null;

    public async ValueTask<Admitted> AdmitAsync(
        Storyboard storyboard, PlanResult.Planned plan, SynthesisCall call, Activity? span, CancellationToken cancellationToken)
    {
        List<Problem> problems = [.. await services.Providers[plan.Provider.Provider].CheckAsync(cancellationToken)];
        if (storyboard.PlanHash is { } approved && approved != plan.Answer.PlanHash)
        {
            problems.Add(PlanChanged("Something else than the approved plan would be submitted"));
        }

        // Before pictures are fetched and kept: who is refused anyway costs nobody's time and disk. Creating the request counts once more.
        if (await services.Ledger.CountPendingAsync(cancellationToken) is var inFlight && inFlight + plan.Segments.Length > services.Options.MaxInFlight)
        {
            return await NoAsync([.. problems, Full(new(services.Options.MaxInFlight, inFlight), plan.Segments.Length)]);
        }

        var stills = new Dictionary<string, FrameStill>(StringComparer.Ordinal);
        foreach (StillReading reading in await ReadStillsAsync(plan, cancellationToken))
        {
            problems.AddRange(reading.Problems);
            plan = plan with { Answer = plan.Answer with { Warnings = [.. plan.Answer.Warnings, .. reading.Warnings] } };
            foreach (FrameStill still in reading.Stills)
            {
                stills[still.FrameId] = still;
            }
        }

        if (problems.Count > 0)
        {
            return await NoAsync(problems);
        }

        // A caller who has gone by now orders nothing; one who goes later is answered with what was written.
        cancellationToken.ThrowIfCancellationRequested();
        return await WriteAsync(NewRequests.From(storyboard, plan, stills, call, span, await services.Catalog.ReadAsync(CancellationToken.None), services), plan);

        // Creating the request would count the money only once nothing else is wrong.
        async ValueTask<Admitted> NoAsync(IEnumerable<Problem> wrong) =>
            No(plan, ProblemOrder.Sort([.. wrong, .. await CheckCapsAsync(storyboard, LeastPrice.Of(plan.Answer), plan.Provider, call, cancellationToken)]));
    }

    /// <summary>The plan, or what is wrong with its stills. Keeps and writes nothing.</summary>
    public async ValueTask<Answer<PlanAnswer>> CheckStillsAsync(PlanResult.Planned plan, CancellationToken cancellationToken)
    {
        ImmutableArray<Problem>[] wrong = await Task.WhenAll(
            plan.Segments.SelectMany(s => s.SentFrames.Select(f => services.Stills.CheckAsync(f, s.Preset, cancellationToken))));
        ImmutableArray<Problem> problems = [.. wrong.SelectMany(p => p)];
        return problems.IsEmpty ? new Answer<PlanAnswer>.Given(plan.Answer) : new Answer<PlanAnswer>.Refused(No(plan, ProblemOrder.Sort(problems)).Refusal);
    }

    /// <summary>Adds what is wrong with the machine, the money and the stills to a refusal, so that it lists every problem.</summary>
    /// <param name="storyboard">What could be read of the request; null when that is nothing.</param>
    /// <param name="refused">What is wrong so far.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the reading of stills.</param>
    public async ValueTask<Refusal> RefuseAsync(Storyboard? storyboard, PlanResult.Refused refused, SynthesisCall call, CancellationToken cancellationToken)
    {
        if (storyboard is null)
        {
            return refused.Refusal;
        }

        refused = refused.With(Approval(storyboard, refused));
        string name = refused.Provider?.Provider ?? storyboard.Settings.ProviderOverride ?? services.Options.DefaultProvider;
        ImmutableArray<Problem> obstacles = !storyboard.Gaps.HasFlag(Gaps.Provider) && services.Providers.TryGetValue(name, out IVideoProvider? provider)
            ? await provider.CheckAsync(cancellationToken)
            : [];
        var wrong = new List<Problem>(obstacles);
        if (refused is { Price: { } price, Provider: { } config })
        {
            wrong.AddRange(await CheckCapsAsync(storyboard, price, config, call, cancellationToken));
        }

        if (await services.Ledger.CountPendingAsync(cancellationToken) is var inFlight && inFlight >= services.Options.MaxInFlight)
        {
            return refused.With([.. wrong, Full(new(services.Options.MaxInFlight, inFlight))]).Refusal; // nobody's stills are fetched now
        }

        int found = wrong.Count;
        foreach ((Frame Frame, ModelPreset? Preset)[] few in Checkable([.. refused.Stills, .. storyboard.LooseStills.Select(f => (f, (ModelPreset?)null))]).Chunk(StillsOfARequest))
        {
            wrong.AddRange((await Task.WhenAll(few.Select(f => services.Stills.CheckAsync(f.Frame, f.Preset, cancellationToken)))).SelectMany(p => p));
        }

        Count("refused", wrong.Count - found);
        return refused.With(wrong).Refusal;
    }

    // An approved plan was made once. What cannot be planned is another one, whatever else is wrong with it.
    private static ImmutableArray<Problem> Approval(Storyboard storyboard, PlanResult.Refused refused) => storyboard.PlanHash is null || storyboard.PlanHash == refused.PlanHash
        ? []
        : [PlanChanged(refused.PlanHash is null ? "The request cannot be planned as it is, so that it is not the approved plan" : "Something else than the approved plan would be submitted")];

    private static Problem PlanChanged(string what) => new(
        ProblemCodes.PlanChanged, "/plan_hash", $"{what}: the request, a template or a preset changed since.", "Plan again, approve the new plan, and send its plan_hash.");

    private async Task<ImmutableArray<StillReading>> ReadStillsAsync(PlanResult.Planned plan, CancellationToken cancellationToken)
    {
        using Activity? span = AgentTraces.Preflight();
        ImmutableArray<StillReading> readings = await services.Stills.ReadAsync(
            [.. plan.Segments.Select(s => new SegmentStills(s.SentFrames, s.Preset, s.Planned.EstimatedCostUsd))], cancellationToken);
        foreach (StillReading reading in readings)
        {
            Count("accepted", reading.Stills.Length);
            Count("refused", reading.Problems.Length);
        }

        return readings;
    }

    private void Count(string result, int frames)
    {
        if (frames > 0)
        {
            services.Metrics.Preflights.Add(frames, new KeyValuePair<string, object?>(TelemetryNames.Result, result));
        }
    }

    // A refused request may name any number of addresses; no more are fetched for it than for a good one.
    private static IEnumerable<(Frame Frame, ModelPreset? Preset)> Checkable(ImmutableArray<(Frame Frame, ModelPreset? Preset)> stills)
    {
        int fetched = 0;
        return stills.Where(s => s.Frame.Image switch
        {
            null or FrameImage.Refused => false,
            FrameImage.Web => fetched++ < StillsOfARequest,
            _ => true,
        });
    }

    private async ValueTask<Admitted> WriteAsync(NewRequest request, PlanResult.Planned plan) =>
        await services.Ledger.CreateAsync(request, CancellationToken.None) switch
        {
            CreateResult.Created => new Admitted.Yes(request.Request.Id, Replayed: false),
            CreateResult.Existing existing => new Admitted.Yes(existing.Request.Id, Replayed: true),
            CreateResult.Joined joined => new Admitted.Yes(joined.Request.Id, Replayed: true, new Warning(
                WarningCodes.OrderJoined,
                "",
                $"The same order is still being made as request {joined.Request.Id}: this call joined it, nothing was ordered or spent twice. {HowToOrderAgain(request.Request)}")),
            CreateResult.KeyTaken taken => KeyTaken(taken.Request),
            CreateResult.CapsReached reached => No(plan, [.. reached.Caps.Select(cap => Reached(cap, LeastPrice.Of(plan.Answer), cap.Provider is null ? request.ToComeUsd : request.ToComeAtProviderUsd ?? request.ToComeUsd, plan.Provider))]),
            CreateResult.Full full => No(plan, Full(full, plan.Segments.Length)),
            _ => throw new UnreachableException("Every end of creating is handled above."),
        };

    private async ValueTask<IEnumerable<Problem>> CheckCapsAsync(
        Storyboard storyboard, LeastPrice price, ProviderConfig provider, SynthesisCall call, CancellationToken cancellationToken)
    {
        string? project = storyboard.Gaps.HasFlag(Gaps.Project) ? null : storyboard.ProjectId;
        var check = new CapCheck(project, services.Time.GetUtcNow(), price.Usd + call.ToCome.Usd, services.Options.ProjectCapUsd, services.Options.DayCapUsd)
        {
            Provider = new ProviderCaps(provider.Provider, provider.ProjectCapUsd, provider.DayCapUsd),
            WantedAtProviderUsd = price.Usd + call.ToCome.AtUsd(provider.Provider),
        };
        return (await services.Ledger.CheckCapsAsync(check, cancellationToken)).Select(cap => Reached(cap, price, cap.Provider is null ? call.ToCome.Usd : call.ToCome.AtUsd(cap.Provider), provider));
    }

    private static Problem Reached(ReachedCap cap, LeastPrice price, decimal toComeUsd, ProviderConfig provider) => new(
        ProblemCodes.CapReached,
        "",
        $"{price.Says} ${price.Usd:0.00##}{(toComeUsd > 0 ? $", what is ordered after it ${toComeUsd:0.00##}" : "")}; ${cap.UsedUsd:0.00##} of the {(cap.Provider is null ? "providers." : "")}{cap.Cap} of ${cap.LimitUsd:0.00##} are used or reserved.",
        RoomUnder(cap, provider));

    private static string RoomUnder(ReachedCap cap, ProviderConfig provider)
    {
        bool isOfProject = cap.Cap is "project_cap_usd";
        string name = cap.Provider is null ? $"providers.{cap.Cap}" : (isOfProject ? provider.ProjectCapSetting : provider.DayCapSetting) ?? $"{cap.Cap} of the provider config '{provider.Id}'";
        return isOfProject
            ? $"Raise {name}, or choose a cheaper model. The cap holds all that the project ever reserved or spent: waiting does not help."
            : $"Wait for the next day (UTC), raise {name}, or choose a cheaper model.";
    }

    private static string HowToOrderAgain(RequestRecord order) => order.RequestKey is { } key
        ? $"The request_key '{Caller.GivenKey(key)}' finds that request from now on: to order the same once more, set another_take to true and give a new request_key."
        : "Set another_take to true to order the same once more.";

    private static Problem Full(CreateResult.Full full, int more = 1) => new(
        ProblemCodes.TooManyJobs,
        "",
        $"{full.InFlight} segments are being made, and {more} more would be over the limit of {full.Limit}. Nothing was written or spent.",
        "Try again in 30 seconds, or raise jobs.max_in_flight.");

    private static Admitted.No KeyTaken(RequestRecord earlier) => new(new Refusal
    {
        Problems = [new(ProblemCodes.RequestKeyTaken, "/request_key", $"The key was used for other input (request {earlier.Id}).", "Use a new key for new input.")],
    });

    private static Admitted.No No(PlanResult.Planned plan, params ImmutableArray<Problem> problems) =>
        new(new Refusal { Problems = problems, Warnings = plan.Answer.Warnings });
}
