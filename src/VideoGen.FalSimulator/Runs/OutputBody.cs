using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Storage;

namespace VideoGen.FalSimulation.Runs;

/// <summary>Words a model's successful output.</summary>
internal static class OutputBody
{
    public static JsonObject Of(Job job, JsonObject input, ClipShape shape, MediaFile file, string url)
    {
        BehaviourSet behaviours = job.Behaviours;
        var video = new JsonObject { ["url"] = url };
        bool nulls = behaviours.Has("null-fields");
        video["content_type"] = nulls ? null : "video/mp4";
        video["file_name"] = nulls ? null : file.Name;
        video["file_size"] = nulls ? null : file.Size;
        if (job.Model.TellsVideo)
        {
            video["width"] = nulls ? null : shape.Width;
            video["height"] = nulls ? null : shape.Height;
            video["fps"] = nulls ? null : shape.Fps;
            video["duration"] = nulls ? null : shape.Seconds;
            video["num_frames"] = nulls ? null : shape.Frames;
        }

        var output = new JsonObject();
        if (behaviours.Has("result-null-video"))
        {
            output["video"] = null;
        }
        else if (!behaviours.Has("result-no-video"))
        {
            output["video"] = video;
        }

        foreach (string member in job.Model.Also)
        {
            output[member] = member switch
            {
                "seed" => input["seed"]?.DeepClone() ?? 42,
                "video_id" => "video_" + job.RequestId,
                _ => input["prompt"]?.ToString() ?? "",
            };
        }

        if (behaviours.Has("unknown-fields"))
        {
            video["checksum"] = "sim";
            output["timings"] = new JsonObject { ["inference"] = 1.5 };
            output["has_nsfw_concepts"] = new JsonArray(false);
        }

        return output;
    }
}
