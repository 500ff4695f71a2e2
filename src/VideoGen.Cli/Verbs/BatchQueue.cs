using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Cli.Requests;
using VideoGen.Cli.Tables;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary>
/// The requests of a run, in order. With <c>--all-batches</c> every batch is planned before the first is submitted, so that a batch
/// that cannot be served, or a price that nobody agreed to, stops the run before it costs anything.
/// </summary>
internal sealed record BatchQueue(ImmutableArray<PlannedBatch> Batches)
{
    /// <summary>One request as it is.</summary>
    public static BatchQueue Single(RequestDocument document) => new([new PlannedBatch(1, document, [], null)]);

    /// <summary>Sum of the ordered seconds of all that were planned.</summary>
    public decimal TotalSeconds => Batches.Sum(b => b.Plan?.TotalSeconds ?? 0);

    /// <summary>Price of all that were planned, in US dollars.</summary>
    public decimal EstimatedCostUsd => Batches.Sum(b => b.Plan?.EstimatedCostUsd ?? 0);

    /// <summary>Every batch of a request; null, with the reasons written, when any cannot be served.</summary>
    /// <param name="segments">Plans them.</param>
    /// <param name="document">The request.</param>
    /// <param name="context">Takes the reasons.</param>
    /// <param name="checkStills">True reads and checks the stills of all batches as well, where there is more than one.</param>
    public static async Task<BatchQueue?> PlanAsync(IVideoSegments segments, RequestDocument document, VerbContext context, bool checkStills)
    {
        ImmutableArray<Batch> batches;
        switch (await segments.PlanAsync(document.Call, context.Interrupted))
        {
            case Answer<PlanAnswer>.Given { Value: { Batches.Length: < 2 } plan }:
                return new BatchQueue([new PlannedBatch(1, document, plan.Batches is [var only] ? only.FrameIds : [], plan)]);
            case Answer<PlanAnswer>.Given given:
                batches = given.Value.Batches;
                break;
            case Answer<PlanAnswer>.Refused { Refusal: { Batches: { Length: > 1 } cut } refusal }
                when refusal.Problems.All(p => p.Code is ProblemCodes.TooManySegments or ProblemCodes.RuntimeExceedsLimit):
                batches = ImmutableArray<Batch>.CastUp(cut);
                break;
            case Answer<PlanAnswer>.Refused refused:
                context.Refuse(refused.Refusal, isOrder: checkStills);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return await PlanEachAsync(segments, document, batches, context, checkStills);
    }

    /// <summary>The call of a request that knows what is ordered after it, and from whom.</summary>
    /// <param name="batch">The request, one of these.</param>
    /// <param name="call">Its call.</param>
    public SynthesisCall Before(PlannedBatch batch, SynthesisCall call)
    {
        PlanAnswer[] later = [.. Batches.SkipWhile(b => b != batch).Skip(1).Select(b => b.Plan).OfType<PlanAnswer>()];
        return call with
        {
            ToComeUsd = later.Sum(plan => plan.EstimatedCostUsd),
            ToComeByProviderUsd = later.GroupBy(plan => plan.Provider, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => g.Sum(plan => plan.EstimatedCostUsd), StringComparer.Ordinal),
        };
    }

    /// <summary>The plans of all requests as one document.</summary>
    public JsonObject ToJson() => new()
    {
        ["batches"] = new JsonArray(
        [
            .. Batches.Select(b => new JsonObject
            {
                ["number"] = b.Number,
                ["frame_ids"] = new JsonArray([.. b.FrameIds.Select(id => (JsonNode)id)]),
                ["plan"] = b.Plan is { } plan ? CliJson.Of(plan) : null,
            }),
        ]),
        ["total_seconds"] = TotalSeconds,
        ["estimated_cost_usd"] = EstimatedCostUsd,
    };

    private static async Task<BatchQueue?> PlanEachAsync(
        IVideoSegments segments, RequestDocument document, ImmutableArray<Batch> batches, VerbContext context, bool checkStills)
    {
        ImmutableArray<PlannedBatch>.Builder planned = ImmutableArray.CreateBuilder<PlannedBatch>();
        List<Problem> problems = [];
        foreach ((Batch batch, RequestDocument part) in batches.Zip(document.Cut(batches)))
        {
            switch (await segments.PlanAsync(part.Call with { ChecksStills = checkStills }, context.Interrupted))
            {
                case Answer<PlanAnswer>.Given given:
                    planned.Add(new PlannedBatch(batch.Number, part, batch.FrameIds, part.InWhole(given.Value)));
                    break;
                case Answer<PlanAnswer>.Refused refused:
                    problems.AddRange(part.InWhole(refused.Refusal).Problems.Select(p => p with { Message = $"Batch {batch.Number}: {p.Message}" }));
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        decimal price = planned.Sum(b => b.Plan!.EstimatedCostUsd);
        if (problems.Count == 0 && document.MaxCostUsd() is { } most && price > most)
        {
            problems.Add(new Problem(
                "cost_exceeds_limit", "/video_settings/max_cost_usd",
                $"All {batches.Length} batches together cost {Figures.Usd(price)}, more than the {Figures.Usd(most)} allowed.",
                "Raise max_cost_usd, or run fewer frames."));
        }

        if (problems.Count > 0)
        {
            context.Refuse([.. problems]);
            return null;
        }

        return new BatchQueue(planned.ToImmutable());
    }
}
