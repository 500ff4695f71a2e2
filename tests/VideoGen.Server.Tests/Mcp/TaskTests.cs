using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Server.Tests.Mcp;

/// <summary>Requests followed as tasks, over the scripted agent.</summary>
public sealed class TaskTests
{
    [Fact]
    public async Task A_task_is_its_request_and_ends_with_the_answer_of_the_call()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EndpointRig rig = await EndpointRig.StartAsync(new ScriptedVideoSegments { AfterStep = go.Task.WaitAsync });
        using McpCalls calls = rig.Calls();

        JsonObject created = await calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(1, wait: 90), tasks: true);
        JsonObject working = await TaskAsync(calls, created);
        using HttpRequestMessage listen = calls.Standalone("subscriptions/listen", new() { ["notifications"] = new JsonObject { ["taskIds"] = new JsonArray((string)created["taskId"]!) } }, tasks: true);
        using EventReader news = await calls.OpenAsync(listen);
        JsonObject granted = (await news.NextAsync())!;
        go.SetResult();
        JsonObject told = await news.UntilAsync(m => (string?)m["params"]!["status"] == "completed");
        JsonObject completed = await TaskAsync(calls, created);

        created["resultType"]!.GetValue<string>().ShouldBe("task");
        created["taskId"]!.GetValue<string>().ShouldBe(rig.Agent.Requests.Keys.Single());
        created.ContainsKey("ttlMs").ShouldBeTrue();
        working["status"]!.GetValue<string>().ShouldBe("working");
        working["statusMessage"]!.GetValue<string>().ShouldStartWith("0 of 1 segments delivered. SEGMENT_1:");
        granted["params"]!["notifications"]!["taskIds"]!.AsArray().Count.ShouldBe(1);
        told["method"]!.GetValue<string>().ShouldBe("notifications/tasks");
        told["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"].ShouldNotBeNull();
        completed["result"]!["structuredContent"].Deserialize(WireJson.Default.SynthesisAnswer)!.VideoSegments.Length.ShouldBe(1);
        completed["result"]!["content"]!.AsArray().Any(c => (string?)c!["type"] == "resource_link").ShouldBeTrue();
    }

    [Fact]
    public async Task Who_asks_for_an_answer_at_once_or_cannot_follow_gets_no_task()
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();

        JsonObject atOnce = await calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(1, wait: 0), tasks: true);
        JsonObject unable = await calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(1, wait: 90));
        JsonObject refused = await calls.ToolAsync("synthesize_video_segments", [], tasks: true);
        JsonObject planned = await calls.ToolAsync("plan_video_segments", SampleOrders.Storyboard(1), tasks: true);

        atOnce["structuredContent"]!["status"]!.GetValue<string>().ShouldBe("in_progress");
        unable["structuredContent"]!["status"]!.GetValue<string>().ShouldBe("finished");
        refused["isError"]!.GetValue<bool>().ShouldBeTrue();
        planned["structuredContent"]!["plan_hash"].ShouldNotBeNull();
        new[] { atOnce, unable, refused, planned }.ShouldAllBe(r => (string)r["resultType"]! == "complete");
    }

    [Fact]
    public async Task Cancelling_a_task_stops_what_can_be_stopped()
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();
        JsonObject created = await calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(2, wait: 90), tasks: true);
        var id = new JsonObject { ["taskId"] = (string)created["taskId"]! };

        JsonObject acknowledged = (JsonObject)(await calls.AskAsync("tasks/cancel", id, tasks: true))["result"]!;
        JsonObject again = (JsonObject)(await calls.AskAsync("tasks/cancel", id, tasks: true))["result"]!;
        JsonObject cancelled = await TaskAsync(calls, created);

        acknowledged["resultType"]!.GetValue<string>().ShouldBe("complete");
        again.ContainsKey("taskId").ShouldBeFalse();
        cancelled["status"]!.GetValue<string>().ShouldBe("cancelled");
        cancelled.ContainsKey("result").ShouldBeFalse();
    }

    [Theory]
    [InlineData("tasks/get", true, -32602)]
    [InlineData("tasks/cancel", true, -32602)]
    [InlineData("tasks/update", true, -32602)]
    [InlineData("tasks/get", false, -32021)]
    public async Task An_unknown_task_and_a_client_that_cannot_follow_are_refused(string method, bool tasks, int code)
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();

        JsonObject answer = await calls.AskAsync(method, new() { ["taskId"] = "req_none" }, tasks);

        answer["error"]!["code"]!.GetValue<int>().ShouldBe(code);
    }

    [Fact]
    public async Task A_record_is_followed_until_it_changes_no_more()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EndpointRig rig = await EndpointRig.StartAsync(new ScriptedVideoSegments { AfterStep = go.Task.WaitAsync });
        using McpCalls calls = rig.Calls();
        JsonObject pending = await calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(1, wait: 0));
        string uri = $"videogen://segments/{pending["structuredContent"]!["request_id"]}/SEGMENT_1";

        using HttpRequestMessage listen = calls.Standalone(
            "subscriptions/listen", new() { ["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray(uri, "test://other"), ["toolsListChanged"] = true } });
        using EventReader news = await calls.OpenAsync(listen);
        JsonObject granted = (JsonObject)(await news.NextAsync())!["params"]!["notifications"]!;
        go.SetResult();
        JsonObject updated = (await news.NextAsync())!;

        granted.ToJsonString().ShouldBe($$"""{"toolsListChanged":true,"resourceSubscriptions":["{{uri}}"]}""");
        updated["method"]!.GetValue<string>().ShouldBe("notifications/resources/updated");
        updated["params"]!["uri"]!.GetValue<string>().ShouldBe(uri);
    }

    private static async Task<JsonObject> TaskAsync(McpCalls calls, JsonObject created) =>
        (JsonObject)(await calls.AskAsync("tasks/get", new() { ["taskId"] = (string)created["taskId"]! }, tasks: true))["result"]!;
}
