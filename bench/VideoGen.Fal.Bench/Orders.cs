using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace VideoGen.Fal.Bench;

/// <summary>
/// Makes orders of the sample storyboard. Every order has pictures of its own (other bytes after the end of the same PNG), so that
/// nobody can remember an earlier upload.
/// </summary>
internal sealed class Orders(string repository, string folder)
{
    private const int FramesPerSegment = 2;

    private readonly string _sample = Path.Combine(repository, "samples", "lighthouse");
    private int _count;

    /// <summary>An order of 1 to 3 segments, two stills each.</summary>
    public Order Next(int segments = 3)
    {
        string place = Directory.CreateDirectory(Path.Combine(folder, (++_count).ToString(CultureInfo.InvariantCulture))).FullName;
        JsonNode request = JsonNode.Parse(File.ReadAllText(Path.Combine(_sample, "request.json")))!;
        var stills = new List<string>();
        foreach (string list in (string[])["generated_frames", "storyboard_frames"])
        {
            JsonArray frames = request[list]!.AsArray();
            while (frames.Count > segments * FramesPerSegment)
            {
                frames.RemoveAt(frames.Count - 1);
            }
        }

        foreach (JsonNode? frame in request["generated_frames"]!.AsArray())
        {
            string still = Path.Combine(place, Path.GetFileName((string)frame!["image_url"]!));
            File.WriteAllBytes(still, [.. File.ReadAllBytes(Path.Combine(_sample, (string)frame["image_url"]!)), .. RandomNumberGenerator.GetBytes(16)]);
            frame["image_url"] = still;
            stills.Add(still);
        }

        JsonArray descriptions = request["storyboard_frames"]!.AsArray();
        var orders = new JsonArray();
        for (int i = 0; i < stills.Count; i += FramesPerSegment)
        {
            orders.Add(new JsonObject { ["prompt"] = (string)descriptions[i]!["description"]!, ["first"] = stills[i], ["last"] = stills[i + 1] });
        }

        return new Order(Encoding.UTF8.GetBytes(request.ToJsonString()), orders);
    }
}
