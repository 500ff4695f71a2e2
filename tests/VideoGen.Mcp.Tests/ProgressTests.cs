using System.Text.Json.Nodes;
using VideoGen.Jobs;
using VideoGen.Mcp.Tools;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Tests;

public sealed class ProgressTests
{
    private static string Call(int id, string? token) =>
        new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = "tools/call",
            ["params"] = new JsonObject
            {
                ["name"] = "synthesize_video_segments",
                ["arguments"] = System.Text.Json.JsonSerializer.SerializeToNode(Storyboards.Of(4)),
                ["_meta"] = token is null ? new JsonObject() : new JsonObject { ["progressToken"] = token },
            },
        }.ToJsonString();

    [Fact]
    public async Task Progress_comes_in_order_strictly_growing_and_before_the_answer()
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();

        await wire.SendAsync(Call(5, "p"));
        var progress = new List<JsonObject>();
        JsonObject? message;
        while ((message = await wire.NextAsync())?["id"] is null)
        {
            message.ShouldNotBeNull();
            progress.Add((JsonObject)message["params"]!);
        }

        message["result"]!["structuredContent"]!["status"]!.GetValue<string>().ShouldBe("finished");
        progress.Select(p => (string?)p["message"]).ShouldBe(
        [
            "request req_0001: segment 1 of 2: in queue, position 1", "segment 1 of 2: rendering", "segment 1 of 2: delivered",
            "segment 2 of 2: in queue, position 1", "segment 2 of 2: rendering", "segment 2 of 2: delivered",
        ]);
        progress.ShouldAllBe(p => (string?)p["progressToken"] == "p" && (double)p["total"]! == 2);
        double[] numbers = [.. progress.Select(p => (double)p["progress"]!)];
        numbers.Zip(numbers.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
        numbers[^1].ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();

        await wire.SendAsync(Call(5, null));

        ((int)(await wire.NextAsync())!["id"]!).ShouldBe(5);
    }

    [Fact]
    public async Task News_without_a_step_forward_still_shows_a_larger_number_below_the_total()
    {
        var sent = new List<float>();
        await using (var relay = new ProgressRelay((value, _) => { sent.Add(value.Progress); return Task.CompletedTask; }, TimeProvider.System, default))
        {
            for (int i = 0; i < 200; i++)
            {
                relay.Report(new("r", "SEGMENT_1", 1, 1, JobState.Queued, 0.1, $"position {i}"));
            }
        }

        sent.Count.ShouldBe(200);
        sent.Zip(sent.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
        sent[^1].ShouldBeLessThan(1.1f);
    }

    [Fact]
    public async Task A_report_after_the_answer_is_dropped_and_a_lost_connection_fails_nothing()
    {
        int tries = 0;
        var relay = new ProgressRelay((_, _) => { tries++; throw new IOException("gone"); }, TimeProvider.System, default);
        SegmentProgress news = new("r", "SEGMENT_1", 1, 1, JobState.Running, 0.5, "rendering");
        relay.Report(news);

        await relay.DisposeAsync();
        relay.Report(news);

        tries.ShouldBe(1);
    }
}
