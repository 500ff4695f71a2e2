using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;
using VideoGen.Mcp.Tests;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Server.Tests.Mcp;

/// <summary>The program <c>videogen-server</c> itself, rendering real clips with the animatic.</summary>
public sealed class ServerProcessTests : IClassFixture<OfficialClients>
{
    [Theory]
    [InlineData("v1.mjs", "v1 2025-11-25")]
    [InlineData("v2.mjs", "v2 2026-07-28", "v2 2025-11-25")]
    [InlineData("inspector.mjs", "inspector legacy", "inspector modern")]
    public async Task The_official_clients_do_everything_they_came_for(string script, params string[] walks)
    {
        using var home = new TestFolder();
        await using ServerProcess server = await ServerProcess.StartAsync(home.Path);

        string said = await OfficialClients.RunAsync(script, [server.Address.AbsoluteUri]);

        walks.ShouldAllBe(walk => said.Contains($"ok  {walk}"));
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task The_csharp_client_orders_follows_and_reads(string revision)
    {
        using var home = new TestFolder();
        await using ServerProcess server = await ServerProcess.StartAsync(home.Path);
        await using McpClient client = await McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = server.Address }), new McpClientOptions { ProtocolVersion = revision });
        var told = new ProgressList();

        CallToolResult result = await client.CallToolAsync("synthesize_video_segments", Arguments(SampleOrders.Storyboard(2, wait: 90)), told);

        client.NegotiatedProtocolVersion.ShouldBe(revision);
        client.ServerInstructions.ShouldNotBeNull().ShouldContain("plan_video_segments first");
        SynthesisAnswer answer = result.StructuredContent!.Value.Deserialize(WireJson.Default.SynthesisAnswer)!;
        while (answer.Status is RequestStatus.InProgress) // a slow machine
        {
            result = await client.CallToolAsync("get_video_segments", new Dictionary<string, object?> { ["request_id"] = answer.RequestId, ["wait_seconds"] = 90 }, told);
            answer = result.StructuredContent!.Value.Deserialize(WireJson.Default.SynthesisAnswer)!;
        }

        answer.VideoSegments.Length.ShouldBe(2);
        told.Messages.ShouldContain(m => m.EndsWith("delivered", StringComparison.Ordinal));
        foreach (ResourceLinkBlock link in result.Content.OfType<ResourceLinkBlock>().Where(l => l.Uri.StartsWith("videogen:", StringComparison.Ordinal)))
        {
            (await client.ReadResourceAsync(link.Uri)).Contents.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task A_client_that_hangs_up_in_the_middle_finds_its_clips_later()
    {
        using var home = new TestFolder();
        await using ServerProcess server = await ServerProcess.StartAsync(home.Path);
        using var calls = new McpCalls(server.Address);
        JsonObject order = SampleOrders.Storyboard(2, wait: 90);
        order["request_key"] = "k1";
        using (HttpRequestMessage call = calls.Standalone(
            "tools/call", new() { ["name"] = "synthesize_video_segments", ["arguments"] = order.DeepClone(), ["_meta"] = new JsonObject { ["progressToken"] = 1 } }))
        using (EventReader events = await calls.OpenAsync(call))
        {
            await events.UntilAsync(m => (string?)m["method"] == "notifications/progress");
        }

        order["wait_seconds"] = 0;
        JsonObject same = await calls.ToolAsync("synthesize_video_segments", order);
        string request = (string)same["structuredContent"]!["request_id"]!;
        JsonObject later = await GetAsync(calls, request);
        JsonObject listed = await calls.AskAsync("resources/list", []);

        later["structuredContent"]!["video_segments"]!.AsArray().Count.ShouldBe(2);
        listed["result"]!["resources"]!.AsArray().Count(r => ((string)r!["uri"]!).StartsWith("videogen://requests/", StringComparison.Ordinal)).ShouldBe(1);
        listed["result"]!["cacheScope"]!.GetValue<string>().ShouldBe("private");
    }

    [Fact]
    public async Task A_task_goes_on_after_the_server_was_killed_and_started_again()
    {
        using var home = new TestFolder();
        JsonObject created;
        await using (ServerProcess first = await ServerProcess.StartAsync(home.Path))
        {
            using var calls = new McpCalls(first.Address);
            created = await calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(3, wait: 90), tasks: true);
            created["status"]!.GetValue<string>().ShouldBe("working");
            await first.KillAsync();
        }

        await using ServerProcess second = await ServerProcess.StartAsync(home.Path);
        using var again = new McpCalls(second.Address);
        JsonObject completed = await EndOfAsync(again, (string)created["taskId"]!);

        completed["status"]!.GetValue<string>().ShouldBe("completed");
        completed["createdAt"]!.GetValue<string>().ShouldBe((string)created["createdAt"]!);
        completed["result"]!["structuredContent"].Deserialize(WireJson.Default.SynthesisAnswer)!.VideoSegments.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Two_servers_on_one_ledger_know_the_same_tasks()
    {
        using var home = new TestFolder();
        await using ServerProcess one = await ServerProcess.StartAsync(home.Path);
        await using ServerProcess other = await ServerProcess.StartAsync(home.Path);
        using var calls = new McpCalls(one.Address);
        using var elsewhere = new McpCalls(other.Address);

        JsonObject created = await calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(3, wait: 90), tasks: true);
        string id = (string)created["taskId"]!;
        JsonObject completed = await EndOfAsync(elsewhere, id);
        JsonObject same = (JsonObject)(await calls.AskAsync("tasks/get", new() { ["taskId"] = id }, tasks: true))["result"]!;

        completed["result"]!["structuredContent"]!["video_segments"]!.AsArray().Count.ShouldBe(3);
        string told = completed["result"]!["structuredContent"]!.ToJsonString();
        told.ShouldContain(other.Address.Authority); // each names itself as the place of the clips
        same["result"]!["structuredContent"]!.ToJsonString().ShouldBe(told.Replace(other.Address.Authority, one.Address.Authority, StringComparison.Ordinal));
        same["lastUpdatedAt"]!.GetValue<string>().ShouldBe((string)completed["lastUpdatedAt"]!);
    }

    [Fact]
    public async Task A_request_in_progress_is_stopped_by_its_own_tool()
    {
        using var home = new TestFolder();
        await using ServerProcess server = await ServerProcess.StartAsync(home.Path);
        using var calls = new McpCalls(server.Address);
        JsonObject pending = await calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(3, wait: 0));
        string request = (string)pending["structuredContent"]!["request_id"]!;

        JsonObject stopped = await calls.ToolAsync("cancel_video_segments", new() { ["request_id"] = request });
        JsonObject later = await GetAsync(calls, request);

        pending["structuredContent"]!["status"]!.GetValue<string>().ShouldBe("in_progress");
        stopped["isError"].ShouldBeNull();
        later["structuredContent"]!["failed_segments"]!.AsArray().ShouldContain(s => (string)s!["error"]! == "cancelled");
    }

    private static Dictionary<string, object?> Arguments(JsonObject order) =>
        order.ToDictionary(m => m.Key, m => (object?)JsonSerializer.SerializeToElement(m.Value), StringComparer.Ordinal);

    private static async Task<JsonObject> GetAsync(McpCalls calls, string request)
    {
        JsonObject answer;
        do
        {
            answer = await calls.ToolAsync("get_video_segments", new() { ["request_id"] = request, ["wait_seconds"] = 90 });
        }
        while ((string)answer["structuredContent"]!["status"]! == "in_progress");

        return answer;
    }

    // Told by the server itself: nothing is asked twice.
    private static async Task<JsonObject> EndOfAsync(McpCalls calls, string taskId)
    {
        using HttpRequestMessage listen = calls.Standalone(
            "subscriptions/listen", new() { ["notifications"] = new JsonObject { ["taskIds"] = new JsonArray(taskId) } }, tasks: true);
        using EventReader news = await calls.OpenAsync(listen);
        return (JsonObject)(await news.UntilAsync(m => (string?)m["method"] == "notifications/tasks" && (string?)m["params"]!["status"] != "working"))["params"]!;
    }

    private sealed class ProgressList : IProgress<ProgressNotificationValue>
    {
        private readonly List<string> _messages = [];

        public IReadOnlyList<string> Messages
        {
            get
            {
                lock (_messages)
                {
                    return [.. _messages];
                }
            }
        }

        public void Report(ProgressNotificationValue value)
        {
            lock (_messages)
            {
                _messages.Add(value.Message!);
            }
        }
    }
}
