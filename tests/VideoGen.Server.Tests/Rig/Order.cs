using System.Text;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.Synthesis;

namespace VideoGen.Server.Tests.Rig;

/// <summary>A request of a number of segments, two frames each, as a caller would send it.</summary>
internal sealed record Order(int Segments = 1)
{
    private static readonly string Still = Convert.ToBase64String(TestPicture.Png(1280, 720));

    public string Words { get; init; } = "The lamp turns above the sea.";

    public string? ImageUrl { get; init; }

    public JsonObject Settings { get; init; } = [];

    public string? PlanHash { get; init; }

    public double Wait { get; init; } = 90;

    /// <summary>Tests order the same picture again and again, and mean it.</summary>
    public bool AnotherTake { get; init; } = true;

    public SynthesisCall Call()
    {
        var stills = new JsonArray();
        var board = new JsonArray();
        for (int frame = 1; frame <= 2 * Segments; frame++)
        {
            string id = $"SCENE_1_SHOT_{frame}";
            stills.Add(new JsonObject { ["frame_id"] = id, [ImageUrl is null ? "image_base64" : "image_url"] = ImageUrl ?? Still });
            board.Add(new JsonObject { ["frame_id"] = id, ["description"] = $"{Words} Segment {(frame + 1) / 2}.", ["camera_notes"] = "slow push in", ["duration_seconds"] = 2 });
        }

        var request = new JsonObject
        {
            ["generated_frames"] = stills,
            ["storyboard_frames"] = board,
            ["video_settings"] = Settings.DeepClone(),
            ["project_context"] = new JsonObject { ["project_id"] = "harbour", ["episode_id"] = "e1" },
            ["wait_seconds"] = Wait,
            ["another_take"] = AnotherTake,
        };
        if (PlanHash is not null)
        {
            request["plan_hash"] = PlanHash;
        }

        return new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString()));
    }
}
