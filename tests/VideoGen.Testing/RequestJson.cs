using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Testing;

/// <summary>Requests as the wire carries them, good unless a test changes them.</summary>
public static class RequestJson
{
    /// <summary>A request with a still and a storyboard entry for each place.</summary>
    public static JsonObject Of(params (int Scene, int Shot)[] places)
    {
        ArgumentNullException.ThrowIfNull(places);
        return new JsonObject
        {
            ["generated_frames"] = new JsonArray([.. places.Select(p => (JsonNode)Still(p.Scene, p.Shot))]),
            ["storyboard_frames"] = new JsonArray([.. places.Select(p => (JsonNode)Entry(p.Scene, p.Shot))]),
        };
    }

    /// <summary>The id of a place.</summary>
    public static string Id(int scene, int shot) => $"SCENE_{scene}_SHOT_{shot}";

    /// <summary>A still with an address.</summary>
    public static JsonObject Still(int scene, int shot) => new()
    {
        ["frame_id"] = Id(scene, shot),
        ["image_url"] = $"https://stills.example.com/{scene}/{shot}.png",
        ["scene_number"] = scene,
        ["shot_order"] = shot,
    };

    /// <summary>A storyboard entry.</summary>
    public static JsonObject Entry(int scene, int shot, decimal? seconds = null)
    {
        var entry = new JsonObject
        {
            ["frame_id"] = Id(scene, shot),
            ["description"] = $"What shot {shot} of scene {scene} shows.",
            ["camera_notes"] = "slow push-in",
        };
        if (seconds is { } wished)
        {
            entry["duration_seconds"] = wished;
        }

        return entry;
    }

    /// <summary>Reads a request that must be good.</summary>
    public static Storyboard Good(JsonNode request) => Read(request) switch
    {
        ReadResult.Good good => good.Storyboard,
        ReadResult.Bad bad => throw new InvalidOperationException(string.Join("; ", bad.Problems)),
        _ => throw new System.Diagnostics.UnreachableException("There is no third."),
    };

    /// <summary>Reads a request.</summary>
    public static ReadResult Read(JsonNode request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Read(request.ToJsonString());
    }

    /// <summary>Reads a request from its text.</summary>
    public static ReadResult Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads a request from its bytes.</summary>
    public static ReadResult Read(byte[] json) => new RequestReader(64 * 1024 * 1024).Read(json, "/stills");
}
