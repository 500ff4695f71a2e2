using System.Text.Json.Nodes;
using VideoGen.Testing;

namespace VideoGen.Crash.Runs;

/// <summary>What one caller wants, once, however often it has to ask: its key makes that one request.</summary>
/// <param name="Number">Counts the intents of a run.</param>
/// <param name="Segments">1 to 3.</param>
internal sealed record Intent(int Number, int Segments)
{
    /// <summary>Who renders it: one provider after the other, so that every one has its share of a run.</summary>
    public string Provider => VendorSite.Providers[Number % VendorSite.Providers.Count];

    /// <summary>The key of its request.</summary>
    public string Key => $"intent-{Number}";

    /// <summary>Words that stand in its prompts and in no others.</summary>
    public string Name => $"Lighthouse {Number},";

    /// <summary>The request; the same each time but for the wait.</summary>
    /// <param name="wait">Longest time that the call waits for its segments.</param>
    public JsonObject Request(TimeSpan wait)
    {
        // A size of its own makes every still a picture of its own, so that each is uploaded, however many orders a run takes.
        string still = Convert.ToBase64String(SamplePictures.Png(1280 + (Number / 280), 720 + (Number % 280)));
        string[] ids = [.. Enumerable.Range(1, Segments).Select(i => $"SCENE_{i}_SHOT_1")];
        return new JsonObject
        {
            ["generated_frames"] = new JsonArray([.. ids.Select(id => new JsonObject { ["frame_id"] = id, ["image_base64"] = still })]),
            ["storyboard_frames"] = new JsonArray([.. ids.Select(id => new JsonObject { ["frame_id"] = id, ["description"] = $"{Name} seen as {id}.", ["duration_seconds"] = 3 })]),
            ["project_context"] = new JsonObject { ["project_id"] = $"p{Number}", ["episode_id"] = "e1" },
            ["video_settings"] = new JsonObject { ["provider_override"] = Provider },
            ["request_key"] = Key,
            ["wait_seconds"] = wait.TotalSeconds,
        };
    }
}
