using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.Runway;

/// <summary>The ends that behaviours give tasks instead of a clip.</summary>
internal static class RunwayEnds
{
    private const string NotRefunded = "SAFETY.INPUT";

    public static VendorEnd? Of(VendorJob job)
    {
        if (job.Behaviours.Has("fail-silent"))
        {
            return new VendorEnd(VendorPhase.Failed, 0) { Error = "An unexpected error occurred." };
        }

        if (job.Behaviours.Has("cancelled"))
        {
            return new VendorEnd(VendorPhase.Cancelled, 0);
        }

        if (!job.Behaviours.Has("fail"))
        {
            return null;
        }

        string code = job.Behaviours.Text("fail", "SAFETY.INPUT.TEXT");
        bool isBilled = job.Behaviours.Has("fail-billed") || code.StartsWith(NotRefunded, StringComparison.Ordinal);
        string failure = code.StartsWith("SAFETY.", StringComparison.Ordinal) ? "The content was refused by the safety system." : "The task could not be completed.";
        return new VendorEnd(VendorPhase.Failed, isBilled ? job.Order.Usd : 0) { Error = failure, Code = code };
    }
}
