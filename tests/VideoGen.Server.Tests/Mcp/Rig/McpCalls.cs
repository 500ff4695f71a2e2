using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace VideoGen.Server.Tests.Mcp.Rig;

/// <summary>Streamable HTTP spoken by hand.</summary>
internal sealed class McpCalls(Uri address) : IDisposable
{
    public const string Stateless = "2026-07-28";
    public const string WithSessions = "2025-11-25";

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 2000 }) { Timeout = TimeSpan.FromMinutes(10) };
    private int _last = 100;

    /// <summary>Sent with every call; null for none.</summary>
    public string? Token
    {
        init => _http.DefaultRequestHeaders.Authorization = value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    /// <summary>A message of revision 2026-07-28, with its headers.</summary>
    public HttpRequestMessage Standalone(string method, JsonObject parameters, bool tasks = false)
    {
        parameters = (JsonObject)parameters.DeepClone();
        var meta = parameters["_meta"] as JsonObject ?? [];
        meta["io.modelcontextprotocol/protocolVersion"] = Stateless;
        meta["io.modelcontextprotocol/clientCapabilities"] =
            tasks ? new JsonObject { ["extensions"] = new JsonObject { ["io.modelcontextprotocol/tasks"] = new JsonObject() } } : [];
        parameters["_meta"] = meta;
        HttpRequestMessage call = Post(new() { ["jsonrpc"] = "2.0", ["id"] = Interlocked.Increment(ref _last), ["method"] = method, ["params"] = parameters });
        call.Headers.Add("MCP-Protocol-Version", Stateless);
        call.Headers.Add("Mcp-Method", method);
        if ((parameters["name"] ?? parameters["uri"] ?? parameters["taskId"]) is { } name)
        {
            call.Headers.Add("Mcp-Name", (string)name!);
        }

        return call;
    }

    /// <summary>Sends a message of revision 2026-07-28 and reads its answer.</summary>
    public async Task<JsonObject> AskAsync(string method, JsonObject parameters, bool tasks = false)
    {
        using HttpRequestMessage call = Standalone(method, parameters, tasks);
        using EventReader events = await OpenAsync(call);
        return await events.AnswerAsync();
    }

    /// <summary>Calls a tool in revision 2026-07-28.</summary>
    public async Task<JsonObject> ToolAsync(string name, JsonObject arguments, bool tasks = false) =>
        (JsonObject)(await AskAsync("tools/call", new() { ["name"] = name, ["arguments"] = arguments.DeepClone() }, tasks))["result"]!;

    /// <summary>Begins a session of revision 2025-11-25.</summary>
    public async Task<string> InitializeAsync()
    {
        using HttpRequestMessage call = Post(JsonNode.Parse(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"hand","version":"1"}}}""")!.AsObject());
        using HttpResponseMessage answer = await SendAsync(call);
        string session = answer.Headers.GetValues("Mcp-Session-Id").Single();
        await answer.Content.ReadAsStringAsync();
        using HttpRequestMessage done = InSession(session, "notifications/initialized", null);
        (await SendAsync(done)).Dispose();
        return session;
    }

    /// <summary>A message of a session; without parameters it is a notification.</summary>
    public HttpRequestMessage InSession(string session, string method, JsonObject? parameters)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method };
        if (parameters is not null)
        {
            message["id"] = Interlocked.Increment(ref _last);
            message["params"] = parameters.DeepClone();
        }

        HttpRequestMessage call = Post(message);
        call.Headers.Add("Mcp-Session-Id", session);
        call.Headers.Add("MCP-Protocol-Version", WithSessions);
        return call;
    }

    /// <summary>A GET of a session.</summary>
    public HttpRequestMessage Get(string session, string? lastEventId = null)
    {
        var call = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Accept = { new("text/event-stream") } } };
        call.Headers.Add("Mcp-Session-Id", session);
        if (lastEventId is not null)
        {
            call.Headers.Add("Last-Event-ID", lastEventId);
        }

        return call;
    }

    /// <summary>A DELETE of a session.</summary>
    public HttpRequestMessage Delete(string session)
    {
        var call = new HttpRequestMessage(HttpMethod.Delete, address);
        call.Headers.Add("Mcp-Session-Id", session);
        return call;
    }

    /// <summary>Any POST, with the headers every one needs.</summary>
    public HttpRequestMessage Post(JsonObject message) => new(HttpMethod.Post, address)
    {
        Headers = { Accept = { new("application/json"), new("text/event-stream") } },
        Content = new StringContent(message.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
    };

    /// <summary>Sends; the body of the answer is still to be read.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage call) => _http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Sends, and reads the answer as events.</summary>
    public async Task<EventReader> OpenAsync(HttpRequestMessage call) => await EventReader.OfAsync(await SendAsync(call));

    public void Dispose() => _http.Dispose();
}
