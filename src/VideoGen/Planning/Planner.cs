using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Continuing;
using VideoGen.Contract;
using VideoGen.Prompting;

namespace VideoGen.Planning;

/// <summary>
/// From a storyboard to a plan: group, choose models, write prompts, time, price, hash. Pure and deterministic: the same storyboard and
/// catalog give the same plan. What is wrong is collected on the way, so that a refusal lists every problem.
/// </summary>
public static class Planner
{
    /// <summary>Plans a storyboard for one provider.</summary>
    /// <param name="storyboard">The storyboard; one with <see cref="Storyboard.Gaps"/> is refused, with what can be said about it.</param>
    /// <param name="provider">The provider config to plan for; null, where it is not known, refuses as well.</param>
    /// <param name="catalog">Where the templates come from.</param>
    public static PlanResult Plan(Storyboard storyboard, ProviderConfig? provider, CatalogSnapshot catalog)
    {
        ModelChoice? models = provider is null ? null : new(provider, storyboard.Settings, storyboard.Gaps);
        _ = models?.IsKnown(storyboard.Settings.Model);
        ImmutableArray<DraftSegment> drafts = [.. FrameGrouping.Group(storyboard.Frames, storyboard.Settings).Select(g => Draft(g, models?.For(g), storyboard, catalog))];
        ImmutableArray<Warning> warnings =
        [
            .. storyboard.Warnings.Concat(models?.Warnings ?? [])
                .Concat(drafts.SelectMany(d => d.Prompts).OfType<PromptResult.Written>().SelectMany(w => w.Warnings)).Distinct(),
        ];
        LimitCheck limits = LimitCheck.Of(drafts, storyboard, provider);
        bool isKnown = provider is not null && (storyboard.Gaps & Gaps.OfPlan) is Gaps.None && drafts.Length > 0 && drafts.All(d => d.Preset is not null);
        List<Problem> problems = [.. models?.Problems ?? [], .. limits.Problems, .. drafts.SelectMany(d => d.Prompts).OfType<PromptResult.Refused>().Select(r => r.Problem), .. PlanContinuity.Check(drafts, storyboard.Settings, provider)];
        if (!isKnown || !limits.CanBeCut)
        {
            LeastPrice? least = LeastPrice.Of(drafts, limits, storyboard);
            return Refused([.. problems, .. least?.Check(storyboard.Settings) ?? []], warnings, drafts, least, provider);
        }

        ImmutableArray<PricedBatch> batches = [.. limits.Batches.Select(range => PricedBatch.Of(Alone(drafts[range], storyboard), storyboard))];
        LeastPrice price = LeastPrice.Of(batches);
        problems.AddRange(price.Check(storyboard.Settings));
        if (drafts.SelectMany(d => d.Prompts).Any(p => p is PromptResult.Refused))
        {
            return Refused(problems, warnings, drafts, price, provider);
        }

        ImmutableArray<ImmutableArray<SegmentPlan>> plans = [.. batches.Select(b => b.Segments(storyboard.Settings))];
        if (batches.Length > 1)
        {
            return Refused(problems, [.. warnings, .. batches.SelectMany((b, i) => b.Warnings($"Batch {i + 1}, "))], drafts, price, provider, [.. plans.Select((plan, i) => Batch(i + 1, provider!, plan))]) with { Batches = plans };
        }

        return problems.Count > 0
            ? Refused(problems, warnings, drafts, price, provider) with { PlanHash = PlanHash.Of(provider!.Provider, plans[0]) }
            : Planned(storyboard, provider!, plans[0], [.. warnings, .. batches[0].Warnings("")], Without(storyboard, provider!, catalog)?.Answer);
    }

    // A frame that two requests show belongs to each of them alone.
    private static ImmutableArray<DraftSegment> Alone(ImmutableArray<DraftSegment> drafts, Storyboard storyboard) => storyboard.Settings.Continuity is Continuity.None
        ? drafts
        : [.. drafts.Zip(FrameGrouping.Group([.. drafts.SelectMany(d => d.Group.Frames).DistinctBy(f => f.Id)], storyboard.Settings), (draft, group) => draft with { Group = group })];

    /// <summary>The plan without continuity; null where none is asked for, and where there is no such plan.</summary>
    internal static PlanResult.Planned? Without(Storyboard storyboard, ProviderConfig provider, CatalogSnapshot catalog) => storyboard.Settings.Continuity is Continuity.None
        ? null
        : Plan(storyboard with { Settings = storyboard.Settings with { Continuity = Continuity.None } }, provider, catalog) as PlanResult.Planned;

    private static DraftSegment Draft(FrameGroup group, ModelPreset? preset, Storyboard storyboard, CatalogSnapshot catalog)
    {
        if (preset is null)
        {
            return new(group, null, [], []);
        }

        IEnumerable<ImmutableArray<Frame>> together = storyboard.Gaps.HasFlag(Gaps.Frames) ? group.Frames.Select(f => ImmutableArray.Create(f)) : [group.Frames];
        return new(group, preset, SlotChoice.Legal(preset.Duration), [.. together.Select(frames => PromptWriter.Write(frames, preset, storyboard.Settings, catalog))]);
    }

    private static PlanResult.Planned Planned(Storyboard storyboard, ProviderConfig provider, ImmutableArray<SegmentPlan> segments, ImmutableArray<Warning> warnings, PlanAnswer? without)
    {
        var answer = new PlanAnswer
        {
            Provider = provider.Provider,
            Segments = [.. segments.Select(s => s.Planned)],
            TotalSeconds = segments.Sum(s => s.Planned.SlotSeconds),
            EstimatedCostUsd = segments.Sum(s => s.Planned.EstimatedCostUsd),
            PlanHash = PlanHash.Of(provider.Provider, segments),
            Decisions = [.. Overall(storyboard, segments), .. PlanContinuity.Decision(segments, storyboard.Settings, without) is { } way ? new[] { way } : []],
            Frames =
            [
                .. segments.SelectMany(s => s.Frames.Select(f => new FrameReport { FrameId = f.Id, Status = FrameStatus.Planned, SegmentId = s.Planned.SegmentId })).DistinctBy(f => f.FrameId),
                .. storyboard.LeftOut,
            ],
            Warnings = warnings,
            Batches = [new(1, [.. segments.SelectMany(s => s.Planned.AssociatedFrames).Distinct(StringComparer.Ordinal)])],
        };
        return new PlanResult.Planned(answer, segments, provider);
    }

    private static BatchPlan Batch(int number, ProviderConfig provider, ImmutableArray<SegmentPlan> segments) =>
        new(number, [.. segments.SelectMany(s => s.Planned.AssociatedFrames).Distinct(StringComparer.Ordinal)])
        {
            Segments = [.. segments.Select(s => s.Planned)],
            TotalSeconds = segments.Sum(s => s.Planned.SlotSeconds),
            EstimatedCostUsd = segments.Sum(s => s.Planned.EstimatedCostUsd),
            PlanHash = PlanHash.Of(provider.Provider, segments),
        };

    private static ImmutableArray<string> Overall(Storyboard storyboard, ImmutableArray<SegmentPlan> segments)
    {
        int scenes = storyboard.Frames.Select(f => f.Scene).Distinct().Count();
        string make = storyboard.Frames.Length == 1 ? "makes" : "make";
        string sorted = $"{Counted(storyboard.Frames.Length, "frame")} of {Counted(scenes, "scene")}, sorted by scene and shot, {make} {Counted(segments.Length, "segment")}.";
        IEnumerable<string> leftOut = storyboard.LeftOut.Select(f => $"{f.FrameId} is left out. {f.Message}");
        return [sorted, .. leftOut];
    }

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static PlanResult.Refused Refused(
        IEnumerable<Problem> problems, ImmutableArray<Warning> warnings, ImmutableArray<DraftSegment> drafts, LeastPrice? price, ProviderConfig? provider,
        ImmutableArray<BatchPlan>? batches = null) =>
        new(
            new Refusal { Problems = ProblemOrder.Sort(problems), Warnings = warnings, Batches = batches, EstimatedCostUsd = batches?.Sum(b => b.EstimatedCostUsd) },
            [.. drafts.SelectMany(d => (d.Preset is { } preset ? SegmentPlan.Sent(d.Group.Frames, preset) : d.Group.Frames).Select(f => (f, d.Preset)))])
        {
            Price = price,
            Provider = provider,
        };
}
