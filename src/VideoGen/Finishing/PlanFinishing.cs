using System.Globalization;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Finishing;

/// <summary>Says in a plan what will be done to copies of the clips. It changes neither price nor hash: what is bought stays the same. Pure.</summary>
internal static class PlanFinishing
{
    /// <summary>The plan with what is done.</summary>
    /// <param name="result">The plan.</param>
    /// <param name="order">What is to be done; null for nothing.</param>
    /// <param name="finisher">What would do it; null where nothing can.</param>
    public static PlanResult Told(PlanResult result, FinishingOptions? order, IClipFinisher? finisher)
    {
        if (result is not PlanResult.Planned plan || order is null)
        {
            return result;
        }

        if (finisher is not { Fault: null })
        {
            var warning = new Warning(WarningCodes.FinishingUnavailable, "/video_settings/finishing", $"Clips are delivered as they come, without finishing: {finisher?.Fault ?? "nothing here can encode clips."}");
            return plan with { Answer = plan.Answer with { Warnings = [.. plan.Answer.Warnings, warning] } };
        }

        string sentence = $"Finishing: {string.Join(", ", order.Steps.Select(s => Word(s, order)))}. {(order.Changes ? "A copy lies beside each clip, which stays as it is." : "Clips stay as they are.")}";
        IEnumerable<string> cut = order.Has(FinishingStep.Trim) ? plan.Segments.Where(EndsEarly).Select(s => string.Create(
            CultureInfo.InvariantCulture, $"{s.Planned.SegmentId}: the copy is trimmed from {s.Planned.SlotSeconds:0.###} s to {s.Planned.WantedSeconds:0.###} s, and ends before it reaches {s.Planned.AssociatedFrames[^1]}.")) : [];
        return plan with { Answer = plan.Answer with { Decisions = [.. plan.Answer.Decisions, sentence, .. cut] } };
    }

    private static bool EndsEarly(SegmentPlan segment) => segment.SentFrames.Length == 2 && segment.Planned.SlotSeconds > segment.Planned.WantedSeconds;

    private static string Word(FinishingStep step, FinishingOptions order) => step switch
    {
        FinishingStep.Normalize => string.Create(CultureInfo.InvariantCulture, $"{order.Width}x{order.Height} at {order.FramesPerSecond:0.###} fps in BT.709 colours (BT.2020 stays)"),
        FinishingStep.Trim => "trimmed to the wanted frames",
        FinishingStep.ColourMatch => "colours drawn to the clip's own stills",
        _ => "checked for black, frozen, cut and flashing pictures",
    };
}
