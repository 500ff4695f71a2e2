using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Finishing;
using VideoGen.Planning;

namespace VideoGen.Continuing;

/// <summary>What continuity means for a plan: what it cannot be made with, and what it costs. Pure.</summary>
internal static class PlanContinuity
{
    private const string Pointer = "/video_settings/continuity";

    /// <summary>What is wrong with the models of the segments.</summary>
    public static IEnumerable<Problem> Check(ImmutableArray<DraftSegment> drafts, RenderSettings settings, ProviderConfig? provider)
    {
        if (settings.Continuity is not Continuity.SharedKeyframe)
        {
            return [];
        }

        string others = string.Join(", ", (provider?.ModelPresets ?? []).Where(p => p.LastFrameField is not null && p.Retired is null).Select(p => p.Model));
        return drafts.Where((d, i) => i + 1 < drafts.Length && Shares(d.Group, drafts[i + 1].Group, settings) && d.Preset is { LastFrameField: null }).Select(d => d.Preset!.Model).Distinct().Select(model => new Problem(
            ProblemCodes.ModelUnsuitable, Pointer, $"{model} takes one still, so its clips do not end on the still that the next segment begins with.",
            others.Length > 0 ? $"Use a model that takes two: {others}; or continuity chain, or none." : "Use another provider, or continuity chain or none."));
    }

    /// <summary>What keeps a plan from being made here; null where nothing does.</summary>
    public static Problem? Held(PlanResult.Planned plan, RenderSettings settings, FinishingOptions? finishing, IClipFinisher? finisher)
    {
        if (settings.Continuity is Continuity.Chain && plan.Segments.Any(s => s.IsChained) && finisher is not { Fault: null })
        {
            return new(ProblemCodes.FfmpegMissing, Pointer, $"A chain needs the last frame of each clip, and {finisher?.Fault ?? "nothing here can decode clips."}", "Install ffmpeg, or set continuity to shared_keyframe or none.");
        }

        SegmentPlan? cut = settings.Continuity is Continuity.SharedKeyframe && finishing?.Has(FinishingStep.Trim) is true
            ? plan.Segments.FirstOrDefault(s => s.Planned.SlotSeconds > s.Planned.WantedSeconds && plan.Segments.Any(after => after.Planned.Continues == s.Planned.SegmentId))
            : null;
        return cut is null ? null : new(
            ProblemCodes.SettingsContradict, "/video_settings/finishing",
            string.Create(CultureInfo.InvariantCulture, $"trim would cut {cut.Planned.SegmentId} from {cut.Planned.SlotSeconds:0.###} s to {cut.Planned.WantedSeconds:0.###} s, and with it the frame that the next segment begins with."),
            "Leave trim out of finishing, use a model that sells the wanted seconds, or set continuity to chain, which goes on from the trimmed end.");
    }

    /// <summary>True when the second segment begins with the frame that the first one ends with.</summary>
    public static bool Shares(FrameGroup before, FrameGroup after, RenderSettings settings) =>
        settings.Continuity is not Continuity.None && before.Frames.Length == 2 && before.Frames[^1].Id == after.Frames[0].Id;

    /// <summary>What was decided for a segment that goes on from another one.</summary>
    public static string Decision(string before, RenderSettings settings) => settings.Continuity is Continuity.Chain
        ? $"Begins with the last frame of the delivered clip of {before}: it is ordered when that is delivered, and not at all if that is not."
        : $"Begins with the still that {before} ends with.";

    /// <summary>What is said of the whole plan; null where nothing goes on.</summary>
    /// <param name="segments">Its segments.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="without">The plan without continuity; null where there is none.</param>
    public static string? Decision(ImmutableArray<SegmentPlan> segments, RenderSettings settings, PlanAnswer? without)
    {
        int seams = segments.Count(s => s.Planned.Continues is not null);
        if (seams == 0)
        {
            return null;
        }

        string way = settings.Continuity is Continuity.Chain
            ? "Continuity chain: segments of a scene are made one after the other, so their times add up; a link that fails stops those after it, which are not bought."
            : "Continuity shared_keyframe: a segment begins with the still that the one before it ends with; all are made at once.";
        decimal cost = segments.Sum(s => s.Planned.EstimatedCostUsd);
        string price = without is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $" {segments.Length} segments for ${cost:0.00##} in place of {without.Segments.Length} for ${without.EstimatedCostUsd:0.00##} without.");
        return way + price;
    }
}
