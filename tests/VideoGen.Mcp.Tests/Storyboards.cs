using System.Text.Json;

namespace VideoGen.Mcp.Tests;

/// <summary>Arguments of the storyboard tools.</summary>
internal static class Storyboards
{
    public static Dictionary<string, object?> Of(int frames, double? waitSeconds = null)
    {
        object[] generated = [.. Enumerable.Range(1, frames).Select(n => new { frame_id = $"SCENE_1_SHOT_{n}", image_url = "a.png" })];
        object[] storyboard = [.. Enumerable.Range(1, frames).Select(n => new { frame_id = $"SCENE_1_SHOT_{n}", description = "A room." })];
        var arguments = new Dictionary<string, object?>
        {
            ["generated_frames"] = JsonSerializer.SerializeToElement(generated),
            ["storyboard_frames"] = JsonSerializer.SerializeToElement(storyboard),
        };
        if (waitSeconds is not null)
        {
            arguments["wait_seconds"] = waitSeconds;
        }

        return arguments;
    }
}
