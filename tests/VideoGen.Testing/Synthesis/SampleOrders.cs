using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;

namespace VideoGen.Testing.Synthesis;

/// <summary>Requests that fit; change what matters in the JSON.</summary>
public static class SampleOrders
{
    /// <summary>A storyboard of scenes with one frame of 3 s each, so one segment each, for <see cref="MemoryCatalog.Provider"/>.</summary>
    /// <param name="segments">1 to 3.</param>
    /// <param name="wait">Seconds the call waits.</param>
    public static JsonObject Storyboard(int segments = 1, double wait = 0)
    {
        string picture = Convert.ToBase64String(SamplePictures.Png());
        IEnumerable<string> ids = Enumerable.Range(1, segments).Select(i => $"SCENE_{i}_SHOT_1");
        return new JsonObject
        {
            ["generated_frames"] = new JsonArray([.. ids.Select(id => new JsonObject { ["frame_id"] = id, ["image_base64"] = picture })]),
            ["storyboard_frames"] = new JsonArray([.. ids.Select(id => new JsonObject { ["frame_id"] = id, ["description"] = $"A lighthouse, {id}.", ["duration_seconds"] = 3 })]),
            ["project_context"] = new JsonObject { ["project_id"] = "atlas", ["episode_id"] = "e1" },
            ["wait_seconds"] = wait,
        };
    }

    /// <summary>The call of a request.</summary>
    public static SynthesisCall Call(JsonObject request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString()));
    }
}
