using System.Text;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Lint;

/// <summary>Rules about lengths: seconds that are paid for in vain, and what only just fits. Pure.</summary>
internal static class LengthRules
{
    private const decimal WasteSeconds = 1;
    private const decimal WasteShare = 0.25m;
    private const decimal NearSeconds = 1;
    private const double NearShare = 0.9;

    public static IEnumerable<LintFinding> Of(LintBoard board) => [.. board.Segments.SelectMany(Of), .. board.Requests.SelectMany(r => Near(r, board.MaxRuntimeSeconds))];

    private static IEnumerable<LintFinding> Of(SegmentPlan segment)
    {
        PlannedSegment planned = segment.Planned;
        Frame first = segment.Frames[0];
        decimal spare = planned.SlotSeconds - planned.WantedSeconds;
        if (planned.EstimatedCostUsd > 0 && spare > WasteSeconds && spare > planned.SlotSeconds * WasteShare)
        {
            yield return LintRules.SlotWaste.At(
                first.EntryPointer, $"{planned.SlotSeconds:0.##} s are paid for and {planned.WantedSeconds:0.##} s wanted, from '{first.Id}' on.");
        }

        if (Used(segment) is var share && share is > NearShare and <= 1)
        {
            yield return LintRules.PromptNearLimit.At(
                $"{first.EntryPointer}/description", $"The prompt that begins with '{first.Id}' uses {share:P0} of what {planned.Model} takes.");
        }
    }

    private static double Used(SegmentPlan segment) => Math.Max(
        segment.Preset.PromptMaxCharacters is > 0 and var characters ? (double)segment.Planned.Prompt.Length / characters : 0,
        segment.Preset.PromptMaxBytes is > 0 and var bytes ? (double)Encoding.UTF8.GetByteCount(segment.Planned.Prompt) / bytes : 0);

    private static IEnumerable<LintFinding> Near(IReadOnlyList<SegmentPlan> request, decimal most)
    {
        decimal seconds = request.Sum(s => s.ShotSeconds.Sum());
        if (request.Count > 1 && seconds > most - NearSeconds && seconds <= most)
        {
            yield return LintRules.NearOverflow.At(request[0].Frames[0].EntryPointer, $"{seconds:0.##} of {most:0.##} s are used, from '{request[0].Frames[0].Id}' on.");
        }
    }
}
