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

    /// <summary>A storyboard of one scene whose frames go over into each other.</summary>
    /// <param name="frames">1 to 9.</param>
    /// <param name="continuity">As in the request.</param>
    /// <param name="onFailure">As in the request.</param>
    /// <param name="seconds">Of each frame.</param>
    public static JsonObject Scene(int frames, string continuity, string onFailure = "halt", double seconds = 2)
    {
        string picture = Convert.ToBase64String(SamplePictures.Png());
        IEnumerable<string> ids = Enumerable.Range(1, frames).Select(i => $"SCENE_1_SHOT_{i}");
        return new JsonObject
        {
            ["generated_frames"] = new JsonArray([.. ids.Select(id => new JsonObject { ["frame_id"] = id, ["image_base64"] = picture })]),
            ["storyboard_frames"] = new JsonArray([.. ids.Select(id => new JsonObject { ["frame_id"] = id, ["description"] = $"A lighthouse, {id}.", ["duration_seconds"] = seconds })]),
            ["video_settings"] = new JsonObject { ["continuity"] = continuity, ["on_failure"] = onFailure },
            ["project_context"] = new JsonObject { ["project_id"] = "atlas", ["episode_id"] = "e1" },
            ["wait_seconds"] = 0,
        };
    }

    /// <summary>The call of a request.</summary>
    public static SynthesisCall Call(JsonObject request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString()));
    }
}
