using System.Text.Json.Nodes;
using VideoGen.Crash.Runs;
using VideoGen.Jobs;

namespace VideoGen.Crash.Judgements;

/// <summary>One order as the simulated provider knows it.</summary>
/// <param name="Site">The provider.</param>
/// <param name="RequestId">Its id there.</param>
/// <param name="JobId">The job in whose name it was ordered, by its webhook address; null at a provider that calls nobody back.</param>
/// <param name="Prompt">What was ordered.</param>
/// <param name="HasClip">True when it succeeded.</param>
/// <param name="BilledUsd">What it cost.</param>
/// <param name="ClipUrl">Path of the clip on the media host; null for none.</param>
/// <param name="Thanked">True when its webhook was answered with thanks.</param>
internal sealed record ProviderTruth(VendorSite Site, string RequestId, string? JobId, string Prompt, bool HasClip, decimal BilledUsd, string? ClipUrl, bool Thanked)
{
    /// <summary>Reads the simulator's own account.</summary>
    public static ProviderTruth[] Read(VendorSite site, JsonArray jobs) => [.. jobs.Select(j => Read(site, j!))];

    /// <summary>The order of a job; a prompt names its intent and its frame, so it tells where there is no address.</summary>
    public bool IsOf(Job job) => JobId is null ? job.Prompt == Prompt && job.Provider == Site.Provider : job.Id == JobId;

    private static ProviderTruth Read(VendorSite site, JsonNode job)
    {
        string? address = (string?)job["webhook_url"] is { } hook ? hook[(hook.LastIndexOf('/') + 1)..] : null;
        JsonNode payload = JsonNode.Parse((string)job["payload"]!)!;
        return new ProviderTruth(
            site,
            (string)job["request_id"]!,
            address?.Split('.')[0],
            (string?)payload["prompt"] ?? (string?)payload["promptText"] ?? "",
            (string?)job["state"] is "succeeded",
            (decimal)job["billed_usd"]!,
            (string?)job["clip_url"],
            (int)job["webhooks_accepted"]! > 0);
    }
}
