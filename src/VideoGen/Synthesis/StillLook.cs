using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Lint;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>
/// What the stills of a plan that costs money give rise to, so that whoever approves it knows what is paid for: a still of the wrong shape, a pair of
/// two shapes. A still that could not be read goes without remark until it is ordered. Pure.
/// </summary>
internal static class StillLook
{
    /// <summary>The plan's answer with the remarks.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="pictures">Its stills, by frame id.</param>
    public static PlanAnswer At(PlanResult.Planned plan, IReadOnlyDictionary<string, BoardPicture> pictures)
    {
        IEnumerable<Warning> remarks = plan.Segments.Where(s => s.Planned.EstimatedCostUsd > 0).SelectMany(s => PictureRemarks.Of(
            [.. s.SentFrames.Where(f => pictures.ContainsKey(f.Id)).Select(f => (f, pictures[f.Id].Facts))], s.Preset, s.Planned.EstimatedCostUsd));
        return plan.Answer with { Warnings = [.. plan.Answer.Warnings, .. remarks] };
    }
}
