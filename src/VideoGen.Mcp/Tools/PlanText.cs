using System.Text;
using VideoGen.Choosing;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>A plan in a few lines.</summary>
internal static class PlanText
{
    public static string Of(PlanAnswer plan)
    {
        var text = new StringBuilder();
        text.Append($"Plan: {plan.Segments.Length} segments, {plan.TotalSeconds} s, {Dollars.Of(plan.EstimatedCostUsd)} with {plan.Provider}. Nothing was spent.\n");
        foreach (PlannedSegment s in plan.Segments)
        {
            text.Append($"- {Line(s)}\n");
        }

        foreach (FrameReport frame in plan.Frames.Where(f => f.Status is FrameStatus.LeftOut))
        {
            text.Append($"- {frame.FrameId} is left out: {frame.Message}\n");
        }

        foreach (PlanOffer offer in plan.Comparison?.Offers ?? [])
        {
            text.Append($"- {(offer.Chosen is true ? "chosen" : "or")}: {OfferText.Of(offer)}\n");
        }

        WarningText.Append(text, plan.Warnings);
        if (plan.Batches.Length > 1)
        {
            text.Append($"These frames make {plan.Batches.Length} requests; send each batch of the JSON below as its own request.");
        }
        else
        {
            string key = plan.RequestKey is null || plan.Warnings.Any(w => w.Code is WarningCodes.PlanNotKept) ? "the same arguments plus " : $"request_key \"{plan.RequestKey}\" and ";
            text.Append($"Next: call synthesize_video_segments with {key}plan_hash \"{plan.PlanHash}\".");
        }

        return text.ToString();
    }

    /// <summary>A segment in one line.</summary>
    public static string Line(PlannedSegment s)
    {
        string storyboard = s.StoryboardSeconds is { } seconds && seconds != s.WantedSeconds ? $", {seconds} s in the storyboard" : "";
        return $"{s.SegmentId}: scene {s.SceneNumber}, shot {s.ShotOrder}, frames {string.Join(" + ", s.AssociatedFrames)}, "
            + $"{s.SlotSeconds} s ({s.WantedSeconds} s wanted{storyboard}), {s.Model}, {Dollars.Of(s.EstimatedCostUsd)}";
    }
}
