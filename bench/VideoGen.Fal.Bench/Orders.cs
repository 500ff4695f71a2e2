using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace VideoGen.Fal.Bench;

/// <summary>
/// Makes orders of the sample storyboard. Every order has pictures of its own (a comment inside the same PNG), so that
/// nobody can remember an earlier upload, and is for an episode of its own: no clip is the fortieth take of a shot.
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
        request["project_context"]!["episode_id"] = $"e{_count}";
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
            File.Copy(Path.Combine(_sample, (string)frame["image_url"]!), still);
            AddComment(still);
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

    // Before the last chunk, which has twelve bytes.
    private static void AddComment(string png)
    {
        using FileStream file = File.Open(png, FileMode.Open);
        byte[] end = new byte[12];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        file.Seek(-end.Length, SeekOrigin.End);
        byte[] comment = [.. "tEXtComment\0"u8, .. Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32))];
        byte[] number = new byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, comment.Length - sizeof(uint));
        file.Write(number);
        file.Write(comment);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(comment));
        file.Write(number);
        file.Write(end);
    }
}
