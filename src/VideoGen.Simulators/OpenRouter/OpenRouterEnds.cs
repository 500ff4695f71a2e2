using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.OpenRouter;

/// <summary>The ends that behaviours give jobs instead of a clip.</summary>
internal static class OpenRouterEnds
{
    private const string Flagged = "The content was flagged by a safety filter.";

    public static VendorEnd? Of(VendorJob job)
    {
        decimal billed = job.Behaviours.Has("fail-billed") ? job.Order.Usd : 0;
        return job.Behaviours.Has("fail-silent") ? new VendorEnd(VendorPhase.Failed, billed)
            : job.Behaviours.Has("fail") ? new VendorEnd(VendorPhase.Failed, billed) { Error = job.Behaviours.Text("fail", Flagged).Replace('_', ' ') }
            : job.Behaviours.Has("cancelled") ? new VendorEnd(VendorPhase.Cancelled, 0)
            : job.Behaviours.Has("expired") ? new VendorEnd(VendorPhase.Expired, 0)
            : null;
    }
}
