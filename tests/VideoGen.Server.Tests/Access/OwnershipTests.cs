using System.Net;
using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Access;

public sealed class OwnershipTests
{
    private static readonly (HttpMethod Method, string Suffix)[] Ways = [(HttpMethod.Get, ""), (HttpMethod.Get, "/events"), (HttpMethod.Delete, "")];

    [Fact]
    public async Task Another_callers_request_cannot_be_told_from_one_that_is_not_there()
    {
        await using Site site = await Site.StartClosedAsync();
        string bob = site.Token("bob");
        string id = await site.KeepAsync("ann1", "token:ann");
        foreach ((HttpMethod method, string suffix) in Ways)
        {
            using HttpResponseMessage theirs = await site.SendAsync(method, $"v1/requests/{id}{suffix}", bob);
            using HttpResponseMessage nobodys = await site.SendAsync(method, $"v1/requests/req_none{suffix}", bob);
            theirs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await Site.BodyWithoutTraceAsync(theirs)).ShouldBe((await Site.BodyWithoutTraceAsync(nobodys)).Replace("req_none", id, StringComparison.Ordinal));
            theirs.Headers.Where(h => h.Key != "Date").Select(h => h.Key).ShouldBe(nobodys.Headers.Where(h => h.Key != "Date").Select(h => h.Key));
        }

        (await site.Server.Agent.Ledger.FindRequestAsync(id, CancellationToken.None))!.CancelRequestedAt.ShouldBeNull();
    }

    [Fact]
    public async Task The_owner_and_whoever_operates_see_it_and_nobody_owns_what_was_ordered_on_the_machine()
    {
        await using Site site = await Site.StartClosedAsync();
        (string ann, string boss) = (site.Token("ann"), site.Token("boss", Scopes.Operate));
        string hers = await site.KeepAsync("ann1", "token:ann");
        string local = await site.KeepAsync("local1", null);

        (await site.StatusAsync(HttpMethod.Get, $"v1/requests/{hers}", ann)).ShouldBe(HttpStatusCode.OK);
        (await site.StatusAsync(HttpMethod.Get, $"v1/requests/{local}", ann)).ShouldBe(HttpStatusCode.NotFound);
        (await site.StatusAsync(HttpMethod.Get, $"v1/requests/{hers}", boss)).ShouldBe(HttpStatusCode.OK);
        (await site.StatusAsync(HttpMethod.Get, $"v1/requests/{local}", boss)).ShouldBe(HttpStatusCode.OK);
        (await site.StatusAsync(HttpMethod.Delete, $"v1/requests/{hers}", boss)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Mcp_shows_each_caller_its_own_requests_only()
    {
        await using Site site = await Site.StartClosedAsync();
        (string ann, string bob) = (site.Token("ann"), site.Token("bob"));
        string id = await site.KeepAsync("ann1", "token:ann");

        (await McpAsync(site, ann, "get_video_segments", new() { ["request_id"] = id })).ShouldContain("Request req_ann1");
        (await McpAsync(site, bob, "get_video_segments", new() { ["request_id"] = id })).ShouldContain("request_unknown");
        (await McpAsync(site, bob, "cancel_video_segments", new() { ["request_id"] = id })).ShouldContain("request_unknown");
        (await McpAsync(site, site.Token("reader", Scopes.Read), "synthesize_video_segments", [])).ShouldContain("scope_missing");
        (await McpAsync(site, ann, null, [])).ShouldContain(id);
        (await McpAsync(site, bob, null, [])).ShouldNotContain(id);
    }

    [Fact]
    public async Task A_report_over_Mcp_counts_what_its_caller_ordered()
    {
        await using Site site = await Site.StartClosedAsync();
        await site.KeepPendingAsync("ann1", "token:ann");
        await site.KeepPendingAsync("local1", null);

        foreach ((string token, int segments) in ((string, int)[])[(site.Token("ann"), 1), (site.Token("bob"), 0), (site.Token("boss", Scopes.Operate), 2)])
        {
            string answer = await AskAsync(site, token, "resources/read", new() { ["uri"] = "videogen://report" }, "videogen://report");
            string report = (string)JsonNode.Parse(answer.Split("data: ").Last())!["result"]!["contents"]![0]!["text"]!;
            ((int)JsonNode.Parse(report)!["all"]!["segments"]!).ShouldBe(segments);
        }
    }

    [Fact]
    public async Task What_happened_to_a_segment_is_told_to_those_who_may_see_its_request()
    {
        await using Site site = await Site.StartClosedAsync();
        string id = await site.KeepPendingAsync("ann1", "token:ann");
        string address = $"videogen://history/{id}/SEGMENT_1";

        foreach ((string token, bool isTold) in ((string, bool)[])[(site.Token("ann"), true), (site.Token("boss", Scopes.Operate), true), (site.Token("bob"), false), (site.Token("wall", Scopes.States), false)])
        {
            string answer = await AskAsync(site, token, "resources/read", new() { ["uri"] = address }, address);
            answer.Contains("Planned.", StringComparison.Ordinal).ShouldBe(isTold, token);
        }

        string told = await AskAsync(site, site.Token("ann2", Scopes.Operate), "resources/read", new() { ["uri"] = address }, address);
        JsonNode history = JsonNode.Parse((string)JsonNode.Parse(told.Split("data: ").Last())!["result"]!["contents"]![0]!["text"]!)!;
        ((string)history["state"]!, (string)history["lines"]![0]!["source"]!).ShouldBe(("planned", "caller"));
        history["now"]!.GetValue<string>().ShouldBe("2026-03-01T12:00:00.000Z");
    }

    [Fact]
    public async Task A_session_of_one_caller_is_not_there_for_another()
    {
        await using Site site = await Site.StartClosedAsync();
        (string ann, string bob) = (site.Token("ann"), site.Token("bob"));
        const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
        using HttpResponseMessage opened = await site.SendAsync(HttpMethod.Post, "mcp", ann, Initialize, h => h.Add("Accept", "application/json, text/event-stream"));
        string session = opened.Headers.GetValues("Mcp-Session-Id").Single();

        async Task<HttpStatusCode> End(string token) => await site.StatusAsync(HttpMethod.Delete, "mcp", token, headers: h => h.Add("Mcp-Session-Id", session));
        (await End(bob)).ShouldBe(HttpStatusCode.NotFound);
        site.Tokens.Revoke("ann");
        (await End(ann)).ShouldBe(HttpStatusCode.Unauthorized);
        (await End(site.Token("ann", Scopes.Read))).ShouldBe(HttpStatusCode.NotFound); // other scopes: not the caller who opened it
    }

    [Fact]
    public async Task Who_may_only_read_is_told_that_its_task_was_not_cancelled()
    {
        await using Site site = await Site.StartClosedAsync();
        string reader = site.Token("ann", Scopes.Read);
        string id = await site.KeepAsync("ann1", "token:ann");

        JsonNode answer = JsonNode.Parse((await AskAsync(site, reader, "tasks/cancel", new() { ["taskId"] = id }, id)).Split("data: ").Last())!;

        answer["error"]!["code"]!.GetValue<int>().ShouldBe(-32600);
        answer["error"]!["message"]!.GetValue<string>().ShouldContain("[scope_missing]");
        (await site.Server.Agent.Ledger.FindRequestAsync(id, CancellationToken.None))!.CancelRequestedAt.ShouldBeNull();
    }

    // Without a tool, the list of records.
    private static Task<string> McpAsync(Site site, string token, string? tool, JsonObject arguments) =>
        tool is null
            ? AskAsync(site, token, "resources/list", [], null)
            : AskAsync(site, token, "tools/call", new() { ["name"] = tool, ["arguments"] = arguments }, tool);

    // A stateless call of a client that can follow tasks.
    private static async Task<string> AskAsync(Site site, string token, string method, JsonObject parameters, string? name)
    {
        parameters["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
            ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "t", ["version"] = "1" },
            ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject { ["extensions"] = new JsonObject { ["io.modelcontextprotocol/tasks"] = new JsonObject() } },
        };
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Post, "mcp", token, message.ToJsonString(), h =>
        {
            h.Add("Accept", "application/json, text/event-stream");
            h.Add("MCP-Protocol-Version", "2026-07-28");
            h.Add("Mcp-Method", method);
            if (name is not null)
            {
                h.Add("Mcp-Name", name);
            }
        });
        return await answer.Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task A_name_that_was_revoked_does_not_come_with_what_its_earlier_holder_ordered()
    {
        await using Site site = await Site.StartClosedAsync();
        string first = site.Token("ann");
        string id = await site.KeepAsync("ann1", "token:ann");
        string path = "media/" + await site.KeepClipAsync("token:ann");
        (await site.StatusAsync(HttpMethod.Get, $"v1/requests/{id}", first)).ShouldBe(HttpStatusCode.OK);

        site.Tokens.Revoke("ann").ShouldBeNull();
        string second = site.Token("ann");

        (await site.StatusAsync(HttpMethod.Get, $"v1/requests/{id}", first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.StatusAsync(HttpMethod.Get, $"v1/requests/{id}", second)).ShouldBe(HttpStatusCode.NotFound);
        (await site.StatusAsync(HttpMethod.Get, path, second)).ShouldBe(HttpStatusCode.NotFound);
        string own = site.Tokens.Read().Single().Caller.Id!;
        own.ShouldStartWith("token:ann#");
        (await site.StatusAsync(HttpMethod.Get, $"v1/requests/{await site.KeepAsync("ann2", own)}", second)).ShouldBe(HttpStatusCode.OK);

        site.Tokens.Revoke("ann").ShouldBeNull();
        site.Token("ann");
        site.Tokens.Read().Single().Caller.Id.ShouldNotBe(own);
    }
}
