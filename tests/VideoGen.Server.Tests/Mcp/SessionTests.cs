using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Server.Tests.Mcp;

public sealed class SessionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static JsonObject Order(double wait = 90) => new()
    {
        ["name"] = "synthesize_video_segments",
        ["arguments"] = SampleOrders.Storyboard(2, wait),
        ["_meta"] = new JsonObject { ["progressToken"] = "p" },
    };

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_a_call_loses_nothing()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EndpointRig rig = await EndpointRig.StartAsync(new ScriptedVideoSegments { AfterStep = go.Task.WaitAsync });
        using McpCalls calls = rig.Calls();
        string session = await calls.InitializeAsync();
        using HttpRequestMessage call = calls.InSession(session, "tools/call", Order());
        EventReader broken = await calls.OpenAsync(call);
        (await broken.UntilAsync(m => (string?)m["method"] == "notifications/progress"))["params"]!["message"]!.GetValue<string>().ShouldBe("request req_0001: segment 1 of 1: in queue, position 1");
        string lastId = broken.LastId.ShouldNotBeNull();
        broken.Dispose();
        go.SetResult();

        using HttpRequestMessage again = calls.Get(session, lastId);
        using EventReader resumed = await calls.OpenAsync(again);

        (await resumed.NextAsync())!["params"]!["message"]!.GetValue<string>().ShouldBe("segment 1 of 1: rendering");
        JsonObject answer = await resumed.AnswerAsync();
        answer["result"]!["structuredContent"]!["status"]!.GetValue<string>().ShouldBe("finished");
        (await resumed.NextAsync()).ShouldBeNull("the stream of a call ends with its answer");
        rig.Agent.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("{0}.9-1")]
    [InlineData("{0}.1-99")]
    [InlineData("1")]
    [InlineData("x-y")]
    public async Task What_is_not_kept_cannot_be_resumed_and_the_refusal_says_what_to_do(string lastId)
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();
        string session = await calls.InitializeAsync();
        using HttpRequestMessage call = calls.Get(session, lastId.Replace("{0}", session, StringComparison.Ordinal));

        using HttpResponseMessage answer = await calls.SendAsync(call);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("get_video_segments");
    }

    [Fact]
    public async Task A_session_has_one_open_stream_and_a_broken_one_can_be_opened_again()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EndpointRig rig = await EndpointRig.StartAsync(new ScriptedVideoSegments { AfterStep = go.Task.WaitAsync });
        using McpCalls calls = rig.Calls();
        string session = await calls.InitializeAsync();
        string request = (string)(await calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(1, wait: 0)))["structuredContent"]!["request_id"]!;

        using HttpRequestMessage first = calls.Get(session);
        HttpResponseMessage open = await calls.SendAsync(first);
        using HttpRequestMessage second = calls.Get(session);
        using (HttpResponseMessage refused = await calls.SendAsync(second))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }

        open.Dispose();
        using EventReader events = await ReopenAsync(calls, session);
        using HttpRequestMessage subscribe = calls.InSession(session, "resources/subscribe", new() { ["uri"] = $"videogen://requests/{request}" });
        using (EventReader done = await calls.OpenAsync(subscribe))
        {
            (await done.AnswerAsync()).ContainsKey("result").ShouldBeTrue();
        }

        go.SetResult();
        JsonObject news = await events.UntilAsync(m => (string?)m["method"] == "notifications/resources/updated");
        news["params"]!["uri"]!.GetValue<string>().ShouldBe($"videogen://requests/{request}");
    }

    [Fact]
    public async Task An_ended_session_is_unknown_and_so_is_one_nobody_began()
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();
        string session = await calls.InitializeAsync();
        using HttpRequestMessage end = calls.Delete(session);
        using HttpResponseMessage ended = await calls.SendAsync(end);
        ended.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        rig.Sessions.Count.ShouldBe(0);

        foreach (HttpRequestMessage call in (HttpRequestMessage[])[calls.InSession(session, "tools/list", []), calls.Get("0123"), calls.Delete(session)])
        {
            using HttpResponseMessage answer = await calls.SendAsync(call);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("initialize");
            call.Dispose();
        }
    }

    [Fact]
    public async Task There_are_only_so_many_sessions_and_unused_ones_end()
    {
        await using EndpointRig rig = await EndpointRig.StartAsync(maxSessions: 2);
        using McpCalls calls = rig.Calls();
        string left = await calls.InitializeAsync();
        string used = await calls.InitializeAsync();
        using HttpRequestMessage listening = calls.Get(used);
        using HttpResponseMessage open = await calls.SendAsync(listening);
        using HttpRequestMessage third = calls.Post(JsonNode.Parse("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}""")!.AsObject());
        using (HttpResponseMessage refused = await calls.SendAsync(third))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        string next = await calls.InitializeAsync(); // the one that nobody uses makes room
        foreach ((string session, HttpStatusCode status) in new[] { (left, HttpStatusCode.NotFound), (used, HttpStatusCode.OK), (next, HttpStatusCode.OK) })
        {
            using HttpRequestMessage call = calls.InSession(session, "tools/list", []);
            using HttpResponseMessage answer = await calls.SendAsync(call);
            answer.StatusCode.ShouldBe(status);
            await answer.Content.ReadAsStringAsync();
        }

        rig.Clock.Advance(TimeSpan.FromMinutes(32));
        using HttpRequestMessage late = calls.InSession(next, "tools/list", []);
        using HttpResponseMessage gone = await calls.SendAsync(late);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        rig.Sessions.Count.ShouldBe(1, "a session with an open stream is in use");
    }

    [Fact]
    public async Task A_caller_has_its_share_of_the_sessions_and_others_have_theirs()
    {
        await using EndpointRig rig = await EndpointRig.StartAsync(maxSessions: 16);
        using McpCalls calls = rig.Calls();
        async Task<HttpResponseMessage> BeginAsync(string? name)
        {
            using HttpRequestMessage call = calls.Post(JsonNode.Parse(
                """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"hand","version":"1"}}}""")!.AsObject());
            if (name is not null)
            {
                call.Headers.Add("X-Name", name);
            }

            HttpResponseMessage answer = await calls.SendAsync(call);
            await answer.Content.ReadAsStringAsync();
            return answer;
        }

        async Task<HttpStatusCode> StatusAsync(string? name)
        {
            using HttpResponseMessage answer = await BeginAsync(name);
            return answer.StatusCode;
        }

        using HttpResponseMessage oldest = await BeginAsync("ann");
        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        using HttpResponseMessage newer = await BeginAsync("ann");
        (await StatusAsync("ann")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAsync("bob")).ShouldBe(HttpStatusCode.OK);
        for (int i = 0; i < 5; i++)
        {
            (await StatusAsync(null)).ShouldBe(HttpStatusCode.OK); // on this machine
        }

        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        (await StatusAsync("ann")).ShouldBe(HttpStatusCode.OK);
        rig.Sessions.Count.ShouldBe(8);
        rig.Sessions.Find(oldest.Headers.GetValues("Mcp-Session-Id").Single()).ShouldBeNull();
        rig.Sessions.Find(newer.Headers.GetValues("Mcp-Session-Id").Single()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_first_message_that_is_no_good_leaves_no_session_behind()
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();
        using HttpRequestMessage call = calls.Post(JsonNode.Parse("""{"jsonrpc":"2.0","id":7,"method":"initialize","params":{"protocolVersion":5}}""")!.AsObject());

        using HttpResponseMessage answer = await calls.SendAsync(call);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<int>().ShouldBe(7);
        rig.Sessions.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Calls_that_wait_are_answered_when_the_program_is_about_to_end()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EndpointRig rig = await EndpointRig.StartAsync(new ScriptedVideoSegments
        {
            AfterStep = end =>
            {
                waiting.TrySetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
            },
        });
        using McpCalls calls = rig.Calls();
        Task<JsonObject> call = calls.ToolAsync("synthesize_video_segments", SampleOrders.Storyboard(1, wait: 90));
        await waiting.Task.WaitAsync(Patience);

        await rig.Ending.CancelAsync();

        (await call)["structuredContent"]!["status"]!.GetValue<string>().ShouldBe("in_progress");
    }

    [Fact]
    public async Task Two_hundred_sessions_that_wait_need_no_threads_of_their_own()
    {
        const int Many = 200;
        int waiting = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EndpointRig rig = await EndpointRig.StartAsync(new ScriptedVideoSegments
        {
            AfterStep = async end =>
            {
                if (Interlocked.Increment(ref waiting) == Many)
                {
                    all.TrySetResult();
                }

                await go.Task.WaitAsync(end);
            },
        });
        using McpCalls calls = rig.Calls();
        int before = Process.GetCurrentProcess().Threads.Count;
        string[] sessions = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => calls.InitializeAsync()));
        HttpResponseMessage[] streams = await Task.WhenAll(sessions.Select(s => calls.SendAsync(calls.Get(s))));
        Task<JsonObject>[] orders = [.. sessions.Select(async s =>
        {
            using EventReader events = await calls.OpenAsync(calls.InSession(s, "tools/call", Order()));
            return await events.AnswerAsync();
        })];
        await all.Task.WaitAsync(Patience);

        rig.Sessions.Count.ShouldBe(Many);
        (Process.GetCurrentProcess().Threads.Count - before).ShouldBeLessThan(Many / 4);

        go.SetResult();
        JsonObject[] answers = await Task.WhenAll(orders).WaitAsync(Patience);
        answers.ShouldAllBe(a => (string)a["result"]!["structuredContent"]!["status"]! == "finished");
        rig.Agent.Requests.Count.ShouldBe(Many);
        Array.ForEach(streams, s => s.Dispose());
    }

    // The server learns of a broken connection a moment later than the client that broke it.
    private static async Task<EventReader> ReopenAsync(McpCalls calls, string session)
    {
        while (true)
        {
            using HttpRequestMessage call = calls.Get(session);
            HttpResponseMessage answer = await calls.SendAsync(call);
            if (answer.StatusCode != HttpStatusCode.Conflict)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                return await EventReader.OfAsync(answer);
            }

            answer.Dispose();
        }
    }
}
