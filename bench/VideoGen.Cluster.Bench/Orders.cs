using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Testing;

namespace VideoGen.Cluster.Bench;

/// <summary>Calls nodes as their callers do.</summary>
internal sealed class Orders : IDisposable
{
    private static readonly string Still = Convert.ToBase64String(SamplePictures.Png(1280, 720));
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { Timeout = TimeSpan.FromMinutes(3) };

    public void Dispose() => _http.Dispose();

    /// <summary>Orders and waits for so many seconds.</summary>
    /// <returns>The answer.</returns>
    public async Task<JsonNode> OrderAsync(Uri node, int segments, double wait)
    {
        using var body = new StringContent(RequestOf(segments, wait), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _http.PostAsync(new Uri(node, "v1/segments"), body);
        string text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{answer.StatusCode}: {text}");
    }

    /// <summary>Waits for a request.</summary>
    /// <returns>When the answer with every clip was there.</returns>
    public async Task<long> WaitAsync(Uri node, string requestId)
    {
        while (true)
        {
            JsonNode answer = JsonNode.Parse(await _http.GetStringAsync(new Uri(node, $"v1/requests/{requestId}?wait_seconds=90")))!;
            if ((string)answer["status"]! == "finished")
            {
                return answer["video_segments"] is JsonArray { Count: > 0 } ? Stopwatch.GetTimestamp() : throw new InvalidOperationException(answer.ToJsonString());
            }
        }
    }

    /// <summary>Listens to the events of a request until its clip is known to be made.</summary>
    /// <param name="node">The node.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="listening">Completed when its job is at work at the provider, as this node knows.</param>
    /// <returns>When the node reported it.</returns>
    public async Task<long> ListenAsync(Uri node, string requestId, TaskCompletionSource listening)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(node, $"v1/requests/{requestId}/events"), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await lines.ReadLineAsync() is { } line)
        {
            long now = Stopwatch.GetTimestamp();
            if (!line.StartsWith("data:", StringComparison.Ordinal))
            {
                continue;
            }

            switch ((string?)JsonNode.Parse(line[5..])!["state"])
            {
                case "queued" or "running":
                    listening.TrySetResult();
                    break;
                case "downloading" or "succeeded" or null:
                    return now;
            }
        }

        throw new InvalidOperationException($"The events of {requestId} ended.");
    }

    /// <summary>So many requests of one to three segments by so many callers, at the nodes in turn, each waited for.</summary>
    /// <returns>Milliseconds that each took.</returns>
    public async Task<IReadOnlyCollection<double>> CallAsync(IReadOnlyList<Uri> nodes, int requests, int callers)
    {
        var took = new ConcurrentBag<double>();
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = callers }, async (number, _) =>
        {
            long begun = Stopwatch.GetTimestamp();
            Uri node = nodes[number % nodes.Count];
            JsonNode answer = await OrderAsync(node, SegmentsOf(number), wait: 90);
            if ((string)answer["status"]! != "finished")
            {
                await WaitAsync(node, (string)answer["request_id"]!);
            }

            took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        });
        return took;
    }

    /// <summary>Segments of a request by its number: 1, 2, 3, 1, …</summary>
    public static int SegmentsOf(int number) => 1 + (number % 3);

    private static string RequestOf(int segments, double wait)
    {
        var stills = new JsonArray();
        var board = new JsonArray();
        for (int frame = 1; frame <= 2 * segments; frame++)
        {
            string id = $"SCENE_1_SHOT_{frame}";
            stills.Add(new JsonObject { ["frame_id"] = id, ["image_base64"] = Still });
            board.Add(new JsonObject { ["frame_id"] = id, ["description"] = "The lamp of the lighthouse turns above the sea while the keeper climbs the last steps.", ["camera_notes"] = "slow push in", ["duration_seconds"] = 2 });
        }

        return new JsonObject
        {
            ["generated_frames"] = stills,
            ["storyboard_frames"] = board,
            ["project_context"] = new JsonObject { ["project_id"] = "cluster", ["episode_id"] = RandomNumberGenerator.GetHexString(12, lowercase: true) },
            ["wait_seconds"] = wait,
        }.ToJsonString();
    }
}
