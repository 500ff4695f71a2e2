using System.Net.Http.Json;
using System.Text.Json.Nodes;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;

namespace VideoGen.Web.Tests.Pages;

/// <summary>What people put into the board: the first two frames of the sample, as one segment of two seconds.</summary>
internal static class Orders
{
    /// <summary>The storyboard, with its stills inside.</summary>
    public static async Task<JsonObject> StoryboardAsync()
    {
        string folder = Path.Combine(GoldenFile.Repository, "samples", "lighthouse");
        var sample = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "request.json")))!;
        var frames = new JsonArray();
        foreach (string shot in (string[])["SCENE_1_SHOT_1", "SCENE_1_SHOT_2"])
        {
            byte[] still = await File.ReadAllBytesAsync(Path.Combine(folder, "frames", $"{shot.ToLowerInvariant()}.png"));
            frames.Add(new JsonObject { ["frame_id"] = shot, ["image_base64"] = Convert.ToBase64String(still) });
        }

        JsonNode[] words = [.. sample["storyboard_frames"]!.AsArray().Take(2).Select(w => w!.DeepClone())];
        Array.ForEach(words, w => w["duration_seconds"] = 1);
        return new() { ["generated_frames"] = frames, ["storyboard_frames"] = new JsonArray(words) };
    }

    /// <summary>Orders it over REST. Answers the id of the request.</summary>
    /// <param name="server">The server.</param>
    /// <param name="wait">Longest wait for its end, in seconds.</param>
    /// <param name="token">Who orders; null for somebody on this machine.</param>
    public static async Task<string> OrderAsync(ServerProcess server, double wait, string? token = null)
    {
        JsonObject order = await StoryboardAsync();
        order["wait_seconds"] = wait;
        order["another_take"] = true;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = token is null ? null : new("Bearer", token);
        using HttpResponseMessage answer = await http.PostAsJsonAsync(new Uri(server.Root, "v1/segments"), order);
        var body = (JsonObject)(await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return body["request_id"]?.GetValue<string>() ?? throw new InvalidOperationException(body.ToJsonString());
    }
}
