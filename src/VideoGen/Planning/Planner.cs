using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Prompting;

namespace VideoGen.Planning;

/// <summary>
/// From a storyboard to a plan: group, time, choose models and lengths, write prompts, price, hash. Pure and deterministic: the same
/// storyboard and catalog give the same plan.
/// </summary>
public static class Planner
{
    /// <summary>Plans a storyboard for one provider.</summary>
    /// <param name="storyboard">The storyboard.</param>
    /// <param name="provider">The provider config to plan for.</param>
    /// <param name="catalog">Where the templates come from.</param>
    public static PlanResult Plan(Storyboard storyboard, ProviderConfig provider, CatalogSnapshot catalog)
    {
        RenderSettings settings = storyboard.Settings;
        ImmutableArray<FrameGroup> groups = FrameGrouping.Group(storyboard.Frames, settings);
        var models = new ModelChoice(provider, settings);
        ImmutableArray<ModelPreset?> presets = [.. groups.Select(models.For)];
        ImmutableArray<Warning> warnings = [.. storyboard.Warnings, .. models.Warnings];
        if (models.Problems.Length > 0)
        {
            return Refused(models.Problems, warnings);
        }

        ImmutableArray<ImmutableArray<decimal>> legal = [.. presets.Select(p => SlotChoice.Legal(p!.Duration))];
        ImmutableArray<decimal> shortest = [.. legal.Select(lengths => Math.Max(lengths[0], PlanLimits.MinSegmentSeconds))];
        if (shortest.Any(seconds => seconds > settings.MaxRuntimeSeconds))
        {
            return Refused([RuntimeProblem.NoModelFits(groups, presets, provider, settings)], warnings);
        }

        ImmutableArray<Batch> batches = BatchCut.Cut(groups, shortest, settings.MaxRuntimeSeconds);
        if (groups.Length > PlanLimits.MaxSegments)
        {
            return Refused([TooMany(groups.Length, batches.Length)], warnings, batches);
        }

        if (shortest.Sum() > settings.MaxRuntimeSeconds)
        {
            return Refused([RuntimeProblem.TooManyForRuntime(groups, shortest.Sum(), provider, settings)], warnings, batches);
        }

        ImmutableArray<(decimal Seconds, ImmutableArray<string> Decisions)> timed = SegmentTiming.Time(groups, settings.MaxRuntimeSeconds);
        ImmutableArray<decimal> slots = SlotChoice.Choose([.. timed.Select(t => t.Seconds)], legal, settings.MaxRuntimeSeconds);
        var segments = ImmutableArray.CreateBuilder<SegmentPlan>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        for (int i = 0; i < groups.Length; i++)
        {
            ImmutableArray<string> decisions = [.. groups[i].Decisions, .. timed[i].Decisions, SlotChoice.Say(presets[i]!, timed[i].Seconds, slots[i], legal[i])];
            switch (PromptWriter.Write(groups[i].Frames, presets[i]!, settings, catalog))
            {
                case PromptResult.Written written:
                    segments.Add(Segment(i, groups[i], presets[i]!, timed[i].Seconds, slots[i], decisions, written, settings));
                    warnings = [.. warnings, .. written.Warnings.Except(warnings)];
                    break;
                case PromptResult.Refused refused:
                    problems.Add(refused.Problem);
                    break;
            }
        }

        return problems.Count > 0
            ? Refused(problems.ToImmutable(), warnings)
            : Priced(storyboard, provider, segments.ToImmutable(), warnings, batches);
    }

    private static PlanResult Priced(Storyboard storyboard, ProviderConfig provider, ImmutableArray<SegmentPlan> segments, ImmutableArray<Warning> warnings, ImmutableArray<Batch> batches)
    {
        decimal cost = segments.Sum(s => s.Planned.EstimatedCostUsd);
        if (cost > storyboard.Settings.MaxCostUsd)
        {
            return Refused(
                [new(ProblemCodes.CostExceedsLimit, "/video_settings/max_cost_usd", $"The plan costs ${cost:0.00##}, more than the ${storyboard.Settings.MaxCostUsd:0.00##} allowed.", "Raise max_cost_usd, choose a cheaper model, or send fewer frames.")],
                warnings);
        }

        var answer = new PlanAnswer
        {
            Provider = provider.Provider,
            Segments = [.. segments.Select(s => s.Planned)],
            TotalSeconds = segments.Sum(s => s.Planned.SlotSeconds),
            EstimatedCostUsd = cost,
            PlanHash = PlanHash.Of(provider.Provider, segments),
            Decisions = Overall(storyboard, segments),
            Frames =
            [
                .. segments.SelectMany(s => s.Frames.Select(f => new FrameReport { FrameId = f.Id, Status = FrameStatus.Planned, SegmentId = s.Planned.SegmentId })),
                .. storyboard.LeftOut,
            ],
            Warnings = warnings,
            Batches = batches,
        };
        return new PlanResult.Planned(answer, segments, provider);
    }

    private static ImmutableArray<string> Overall(Storyboard storyboard, ImmutableArray<SegmentPlan> segments)
    {
        int scenes = storyboard.Frames.Select(f => f.Scene).Distinct().Count();
        string make = storyboard.Frames.Length == 1 ? "makes" : "make";
        string sorted = $"{Counted(storyboard.Frames.Length, "frame")} of {Counted(scenes, "scene")}, sorted by scene and shot, {make} {Counted(segments.Length, "segment")}.";
        IEnumerable<string> leftOut = storyboard.LeftOut.Select(f => $"{f.FrameId} is left out. {f.Message}");
        return [sorted, .. leftOut];
    }

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static SegmentPlan Segment(
        int index, FrameGroup group, ModelPreset preset, decimal wanted, decimal slot, ImmutableArray<string> decisions, PromptResult.Written prompt, RenderSettings settings)
    {
        var planned = new PlannedSegment
        {
            SegmentId = $"SEGMENT_{index + 1}",
            SceneNumber = group.Frames[0].Scene,
            ShotOrder = group.Frames[0].Shot,
            AssociatedFrames = [.. group.Frames.Select(f => f.Id)],
            Model = preset.Model,
            WantedSeconds = wanted,
            SlotSeconds = slot,
            EstimatedCostUsd = preset.Price.Of(slot),
            Prompt = prompt.Text,
            TemplateId = prompt.Template.Id,
            TemplateVersion = prompt.Template.Version,
            Decisions = decisions,
        };
        return new SegmentPlan(planned, group.Frames, preset, settings.MotionStrength);
    }

    private static Problem TooMany(int segments, int batches) => new(
        ProblemCodes.TooManySegments,
        "/generated_frames",
        $"The frames make {segments} segments; one request may have {PlanLimits.MaxSegments}.",
        $"Send them as {batches} requests, one per entry of batches, or use the command line's --all-batches.");

    private static PlanResult.Refused Refused(ImmutableArray<Problem> problems, ImmutableArray<Warning> warnings, ImmutableArray<Batch>? batches = null) =>
        new(new Refusal { Problems = problems, Warnings = warnings, Batches = batches });
}
