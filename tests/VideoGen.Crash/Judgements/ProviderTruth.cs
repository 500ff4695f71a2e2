using System.Text.Json.Nodes;

namespace VideoGen.Crash.Judgements;

/// <summary>One order as the simulated provider knows it.</summary>
/// <param name="RequestId">Its id there.</param>
/// <param name="JobId">The job in whose name it was ordered, by its webhook address.</param>
/// <param name="Prompt">What was ordered.</param>
/// <param name="HasClip">True when it succeeded.</param>
/// <param name="BilledUsd">What it cost.</param>
/// <param name="ClipUrl">Path of the clip on the media host; null for none.</param>
/// <param name="Thanked">True when its webhook was answered with thanks.</param>
internal sealed record ProviderTruth(string RequestId, string JobId, string Prompt, bool HasClip, decimal BilledUsd, string? ClipUrl, bool Thanked)
{
    /// <summary>Reads the simulator's own account.</summary>
    public static ProviderTruth[] Read(JsonArray jobs) => [.. jobs.Select(j => Read(j!))];

    private static ProviderTruth Read(JsonNode job)
    {
        string hook = (string?)job["webhook_url"] ?? "";
        string address = hook[(hook.LastIndexOf('/') + 1)..];
        string prompt = (string?)JsonNode.Parse((string)job["payload"]!)!["prompt"] ?? "";
        return new ProviderTruth(
            (string)job["request_id"]!,
            address.Split('.')[0],
            prompt,
            (string?)job["state"] is "succeeded",
            (decimal)job["billed_usd"]!,
            (string?)job["clip_url"],
            (int)job["webhooks_accepted"]! > 0);
    }
}
