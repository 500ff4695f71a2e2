using System.Collections.Immutable;
using VideoGen.Continuing;
using VideoGen.Contract;
using VideoGen.Prompting;

namespace VideoGen.Planning;

/// <summary>The segments of one request with their lengths and prices. Pure.</summary>
/// <param name="Drafts">The segments; every model is known.</param>
/// <param name="Times">Wanted seconds of each, with what was decided.</param>
/// <param name="Slots">Ordered seconds of each.</param>
internal sealed record PricedBatch(
    ImmutableArray<DraftSegment> Drafts, ImmutableArray<(decimal Seconds, ImmutableArray<string> Decisions)> Times, ImmutableArray<decimal> Slots)
{
    private const decimal UnnoticedCut = 0.25m;

    /// <summary>Price in US dollars.</summary>
    public decimal CostUsd => Drafts.Select((d, i) => d.Preset!.Price.Of(Slots[i])).Sum();

    /// <summary>Gives segments that fit one request their lengths.</summary>
    public static PricedBatch Of(ImmutableArray<DraftSegment> drafts, Storyboard storyboard)
    {
        ImmutableArray<(decimal Seconds, ImmutableArray<string>)> times = SegmentTiming.Time([.. drafts.Select(d => d.Group)], storyboard.Settings.MaxRuntimeSeconds);
        return new(drafts, times, SlotChoice.Choose([.. times.Select(t => t.Seconds)], [.. drafts.Select(d => d.Legal)], storyboard.Settings.MaxRuntimeSeconds));
    }

    /// <summary>The segments in full; every prompt must have been written.</summary>
    public ImmutableArray<SegmentPlan> Segments(RenderSettings settings) => [.. Drafts.Select((draft, i) => Segment(draft, i, settings))];

    /// <summary>Segments that get much less time than the storyboard gives them.</summary>
    /// <param name="where">What stands before the segment's name: a batch, or nothing.</param>
    public IEnumerable<Warning> Warnings(string where)
    {
        for (int i = 0; i < Drafts.Length; i++)
        {
            decimal storyboard = Drafts[i].Group.StoryboardSeconds;
            decimal shown = Math.Min(Times[i].Seconds, Slots[i]);
            if (shown < storyboard * (1 - UnnoticedCut))
            {
                Frame? timed = Drafts[i].Group.Frames.FirstOrDefault(f => f.DurationSeconds is not null);
                yield return new(
                    WarningCodes.SecondsCut,
                    timed is null ? "/video_settings/duration_per_segment" : $"{timed.EntryPointer}/duration_seconds",
                    $"{where}SEGMENT_{i + 1} lasts {shown:0.###} s; the storyboard gives it {storyboard:0.###} s.");
            }
        }
    }

    private SegmentPlan Segment(DraftSegment draft, int index, RenderSettings settings)
    {
        var prompt = (PromptResult.Written)draft.Prompts[0];
        (FrameGroup group, (decimal wanted, ImmutableArray<string> decisions), decimal slot) = (draft.Group, Times[index], Slots[index]);
        string? continues = index > 0 && PlanContinuity.Shares(Drafts[index - 1].Group, group, settings) ? $"SEGMENT_{index}" : null;
        var planned = new PlannedSegment
        {
            SegmentId = $"SEGMENT_{index + 1}",
            SceneNumber = group.Frames[0].Scene,
            ShotOrder = group.Frames[0].Shot,
            AssociatedFrames = [.. group.Frames.Select(f => f.Id)],
            Model = draft.Preset!.Model,
            StoryboardSeconds = group.StoryboardSeconds,
            WantedSeconds = wanted,
            SlotSeconds = slot,
            EstimatedCostUsd = draft.Preset.Price.Of(slot),
            Prompt = prompt.Text,
            Continues = continues,
            TemplateId = prompt.Template.Id,
            TemplateVersion = prompt.Template.Version,
            Decisions = [.. group.Decisions, .. continues is null ? Array.Empty<string>() : [PlanContinuity.Decision(continues, settings)], .. decisions, SlotChoice.Say(draft.Preset, wanted, slot, draft.Legal)],
        };
        return new SegmentPlan(planned, group.Frames, group.ShotSeconds, draft.Preset, settings.MotionStrength) { IsChained = continues is not null && settings.Continuity is Continuity.Chain };
    }
}
