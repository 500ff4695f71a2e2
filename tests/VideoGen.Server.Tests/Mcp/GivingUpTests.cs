using System.Net;
using System.Text.Json.Nodes;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Server.Tests.Rig;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Server.Tests.Mcp;

/// <summary>Calls over HTTP whose caller does not wait to the end.</summary>
public sealed class GivingUpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_the_wait_leaves_the_request_which_its_first_message_named(bool inSession)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int steps = 0;
        var agent = new ScriptedVideoSegments
        {
            AfterStep = async end =>
            {
                if (Interlocked.Increment(ref steps) == 1)
                {
                    using CancellationTokenRegistration given = end.Register(() => ended.TrySetResult());
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
                }
            },
        };
        await using EndpointRig rig = await EndpointRig.StartAsync(agent);
        using McpCalls calls = rig.Calls();
        JsonObject order = new()
        {
            ["name"] = "synthesize_video_segments",
            ["arguments"] = JsonNode.Parse("""{"generated_frames":[{"frame_id":"A"}],"storyboard_frames":[]}"""),
            ["_meta"] = new JsonObject { ["progressToken"] = 1 },
        };
        string? session = inSession ? await calls.InitializeAsync() : null;
        using HttpRequestMessage call = session is null ? calls.Standalone("tools/call", order) : calls.InSession(session, "tools/call", order);
        JsonNode asked = JsonNode.Parse(await call.Content!.ReadAsStringAsync())!["id"]!;
        EventReader events = await calls.OpenAsync(call);
        string told = (string)(await events.UntilAsync(m => (string?)m["method"] == "notifications/progress"))["params"]!["message"]!;

        if (session is null)
        {
            events.Dispose(); // the word for it in this revision
        }
        else
        {
            var given = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/cancelled", ["params"] = new JsonObject { ["requestId"] = asked.DeepClone() } };
            using HttpRequestMessage notice = calls.Post(given);
            notice.Headers.Add("Mcp-Session-Id", session);
            notice.Headers.Add("MCP-Protocol-Version", McpCalls.WithSessions);
            using HttpResponseMessage taken = await calls.SendAsync(notice);
            taken.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        await ended.Task.WaitAsync(Patience);
        told.ShouldBe("request req_0001: segment 1 of 1: in queue, position 1");
        JsonObject later = await calls.ToolAsync("get_video_segments", new() { ["request_id"] = "req_0001", ["wait_seconds"] = 90 });
        later["structuredContent"]!["video_segments"]!.AsArray().Count.ShouldBe(1);
        events.Dispose();
    }

    [Fact]
    public async Task Who_lost_a_call_without_a_key_finds_it_first_among_its_own_requests()
    {
        await using Site site = await Site.StartClosedAsync();
        await site.KeepAsync("ann1", "token:ann");
        string lost = await site.KeepPendingAsync("ann2", "token:ann");
        await site.KeepAsync("bob1", "token:bob");
        using var calls = new McpCalls(new Uri(site.Address, "mcp")) { Token = site.Token("ann") };

        JsonArray listed = (await calls.AskAsync("resources/list", []))["result"]!["resources"]!.AsArray();

        listed.Select(r => (string)r!["uri"]!).Where(uri => uri.StartsWith("videogen://requests/", StringComparison.Ordinal))
            .ShouldBe([$"videogen://requests/{lost}", "videogen://requests/req_ann1"]);
    }

    [Fact]
    public async Task A_call_of_a_session_whose_client_hung_up_keeps_its_place_until_it_is_answered_or_its_session_ended()
    {
        await using Site site = await Site.StartClosedAsync(s => s with { Server = s.Server with { MaxConcurrentRequestsPerCaller = 2, MaxRequestsPerMinute = 1_000_000 } });
        string ann = site.Token("ann");
        string id = await site.KeepPendingAsync("ann1", "token:ann");
        using var calls = new McpCalls(new Uri(site.Address, "mcp")) { Token = ann };
        string session = await calls.InitializeAsync();
        await AbandonAsync(calls, session, id);
        await AbandonAsync(calls, session, id);

        for (int i = 0; i < 100; i++)
        {
            (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", ann)).ShouldBe(HttpStatusCode.TooManyRequests); // however well the server knows that they hung up
        }

        site.Clock.Advance(TimeSpan.FromSeconds(91)); // as long as they waited
        await UntilServedAsync(site, ann);
        await AbandonAsync(calls, session, id);
        using HttpRequestMessage end = calls.Delete(session);
        (await calls.SendAsync(end)).Dispose();
        using RawCall open = await RawCall.OpenAsync(site.Address);
        await open.SendAsync($"POST /v1/plans HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ann}\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
        (await open.StatusAsync()).ShouldBe(100);
        await UntilServedAsync(site, ann);
    }

    private static async Task AbandonAsync(McpCalls calls, string session, string id)
    {
        using HttpRequestMessage call = calls.InSession(session, "tools/call", new()
        {
            ["name"] = "get_video_segments",
            ["arguments"] = new JsonObject { ["request_id"] = id, ["wait_seconds"] = 90 },
            ["_meta"] = new JsonObject { ["progressToken"] = 1 },
        });
        using EventReader events = await calls.OpenAsync(call);
        (await events.NextAsync())!.ContainsKey("method").ShouldBeTrue();
    }

    private static async Task UntilServedAsync(Site site, string token)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (await site.StatusAsync(HttpMethod.Get, "v1/requests/x", token) is not HttpStatusCode.NotFound)
        {
            TimeProvider.System.GetElapsedTime(begin).ShouldBeLessThan(Patience);
        }
    }
}
