using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Crash.Processes;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;

namespace VideoGen.Crash.Tests.Callers;

/// <summary><c>videogen-server</c>, by MCP in one of its revisions, or by plain HTTP.</summary>
internal sealed class HttpTransport(string home, HttpTransport.Kind kind) : Transport(home)
{
    private readonly HttpClient _http = new() { Timeout = Patience };
    private RunningProgram _server = null!;
    private Uri _address = null!;
    private McpCalls _calls = null!;
    private string _session = "";

    /// <summary>What is spoken.</summary>
    internal enum Kind
    {
        Rest,
        Session,
        Stateless,
    }

    public override async Task<string> OrderAsync(JsonObject request)
    {
        if (kind is Kind.Rest)
        {
            using var body = new StringContent(request.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using HttpResponseMessage answer = await _http.PostAsync(new Uri(_address, "/v1/segments"), body);
            return await answer.Content.ReadAsStringAsync();
        }

        if (kind is Kind.Stateless)
        {
            return (await _calls.ToolAsync("synthesize_video_segments", request)).ToJsonString();
        }

        using HttpRequestMessage call = _calls.InSession(_session, "tools/call", new() { ["name"] = "synthesize_video_segments", ["arguments"] = request.DeepClone() });
        using EventReader events = await _calls.OpenAsync(call);
        return (await events.AnswerAsync()).ToJsonString();
    }

    public override async Task<int[]> StopAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return [await _server.StopAsync(limit.Token)];
    }

    public override async Task KillAsync()
    {
        if (_server.IsAlive)
        {
            await _server.KillAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _server.Dispose();
        _calls.Dispose();
        _http.Dispose();
    }

    protected override async Task BeginAsync()
    {
        const string mark = "Now listening on: ";
        Directory.CreateDirectory(Home);
        _server = new RunningProgram(
            Programs.Start(ProgramFile.Server, [], Home, Settings),
            line => line.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? line[(at + mark.Length)..].Trim() : null);
        _address = new Uri(await _server.Ready.WaitAsync(Patience));
        _calls = new McpCalls(new Uri(_address, "/mcp"));
        _session = kind is Kind.Session ? await _calls.InitializeAsync() : "";
    }
}
