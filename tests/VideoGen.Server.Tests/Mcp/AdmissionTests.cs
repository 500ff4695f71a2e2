using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoGen.Server.Tests.Mcp.Rig;

namespace VideoGen.Server.Tests.Mcp;

/// <summary>What does not get as far as a tool.</summary>
public sealed class AdmissionTests
{
    [Theory]
    [InlineData("localhost", null, HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1", "http://localhost:6274", HttpStatusCode.OK)]
    [InlineData("[::1]:80", "https://127.0.0.1", HttpStatusCode.OK)]
    [InlineData("evil.example.com", null, HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example.com", null, HttpStatusCode.Forbidden)]
    [InlineData("localhost", "http://evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("localhost", "null", HttpStatusCode.Forbidden)]
    [InlineData("localhost", "file://localhost", HttpStatusCode.Forbidden)]
    public async Task A_page_from_elsewhere_is_kept_out(string host, string? origin, HttpStatusCode status)
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();
        using HttpRequestMessage call = calls.Standalone("tools/list", []);
        call.Headers.Host = host;
        if (origin is not null)
        {
            call.Headers.Add("Origin", origin);
        }

        using HttpResponseMessage answer = await calls.SendAsync(call);

        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task What_is_not_json_or_not_accepted_as_events_is_refused()
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();
        using HttpRequestMessage one = calls.Standalone("tools/list", []);
        one.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using HttpRequestMessage two = calls.Standalone("tools/list", []);
        two.Headers.Accept.Clear();
        two.Headers.Accept.Add(new("application/json"));
        using HttpRequestMessage three = calls.Standalone("tools/list", []);
        three.Content = new StringContent("[1", new MediaTypeHeaderValue("application/json"));
        using HttpRequestMessage four = calls.Standalone("tools/list", []);
        four.Content = new StringContent("null", new MediaTypeHeaderValue("application/json"));

        (await StatusAsync(calls, one)).ShouldBe((HttpStatusCode.UnsupportedMediaType, -32000));
        (await StatusAsync(calls, two)).ShouldBe((HttpStatusCode.NotAcceptable, -32000));
        (await StatusAsync(calls, three)).ShouldBe((HttpStatusCode.BadRequest, -32700));
        (await StatusAsync(calls, four)).ShouldBe((HttpStatusCode.BadRequest, -32600));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task The_revision_without_sessions_knows_post_alone(string method)
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();
        using var call = new HttpRequestMessage(new HttpMethod(method), rig.Address);
        call.Headers.Add("MCP-Protocol-Version", McpCalls.Stateless);

        using HttpResponseMessage answer = await calls.SendAsync(call);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Fact]
    public async Task A_session_belongs_to_who_opened_it()
    {
        await using EndpointRig rig = await EndpointRig.StartAsync();
        using McpCalls calls = rig.Calls();
        using HttpRequestMessage opening = Named(
            calls.Post(JsonNode.Parse("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"a","version":"1"}}}""")!.AsObject()), "anna");
        using HttpResponseMessage opened = await calls.SendAsync(opening);
        string session = opened.Headers.GetValues("Mcp-Session-Id").Single();

        foreach ((string name, HttpStatusCode status) in new[] { ("bert", HttpStatusCode.NotFound), ("anna", HttpStatusCode.OK) })
        {
            using HttpRequestMessage call = Named(calls.InSession(session, "tools/list", []), name);
            (await StatusAsync(calls, call)).Status.ShouldBe(status);
        }
    }

    private static HttpRequestMessage Named(HttpRequestMessage call, string name)
    {
        call.Headers.Add("X-Name", name);
        return call;
    }

    private static async Task<(HttpStatusCode Status, int? Code)> StatusAsync(McpCalls calls, HttpRequestMessage call)
    {
        using HttpResponseMessage answer = await calls.SendAsync(call);
        using EventReader events = await EventReader.OfAsync(answer);
        return (answer.StatusCode, (int?)(await events.NextAsync())?["error"]?["code"]);
    }
}
