using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using VideoGen.Web.Tests.Pages;

namespace VideoGen.Web.Tests.Views;

/// <summary>
/// A chat client with the official host bridge: the view in a frame of another origin, under the specification's own default policy, and no
/// way to any network. What the view asks of the server goes through an MCP client of this process.
/// </summary>
internal sealed class ViewHost
{
    // SEP-1865, 2026-01-26, for a view that declares no origins.
    private const string Policy = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' data:; connect-src 'none'";
    private const string Chat = "https://chat.test/";
    private const string Sandbox = "https://sandbox.test/";

    private readonly McpClient _client;
    private readonly ConcurrentQueue<(string What, JsonNode Details)> _seen = new();
    private int _mounts;

    private ViewHost(McpClient client, WatchedPage watched) => (_client, Watched) = (client, watched);

    /// <summary>The client's page.</summary>
    public WatchedPage Watched { get; }

    /// <summary>What the view asked of the client, and what it called: <c>tools/call</c> with its arguments.</summary>
    public IEnumerable<(string What, JsonNode Details)> Seen => _seen;

    /// <summary>The view that is mounted.</summary>
    public IFrameLocator View => Watched.Page.FrameLocator("iframe");

    /// <summary>The frame of the view.</summary>
    public IFrame Frame => Watched.Page.Frames.Single(f => f.Url.StartsWith(Sandbox, StringComparison.Ordinal));

    /// <summary>What is done with results of tools before the view gets them: as they are, unless set.</summary>
    public Func<JsonObject, JsonObject> Hand { get; set; } = result => result;

    /// <summary>What happens before a call of the view reaches the server: nothing, unless set. What it throws, the view is answered.</summary>
    public Func<JsonObject, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Opens the client.</summary>
    public static async Task<ViewHost> OpenAsync(McpClient client, IPage page, string script)
    {
        var host = new ViewHost(client, await WatchedPage.OverAsync(page, Chat, Sandbox));
        ReadResourceResult view = await client.ReadResourceAsync("ui://videogen/view.html");
        TextResourceContents content = view.Contents.ShouldHaveSingleItem().ShouldBeOfType<TextResourceContents>();
        content.MimeType.ShouldBe("text/html;profile=mcp-app");
        content.Meta!["ui"]!["csp"].ShouldBeOfType<JsonObject>().ShouldBeEmpty();
        await page.RouteAsync("**", route => route.AbortAsync());
        await page.RouteAsync($"{Sandbox}**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html; charset=utf-8",
            Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = Policy },
            Body = content.Text,
        }));
        await page.RouteAsync($"{Chat}**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html; charset=utf-8",
            Body = $"<!doctype html><html lang=\"en\"><head><title>Chat</title><link rel=\"icon\" href=\"data:,\"><style>body{{margin:0}}iframe{{width:100%;border:0;display:block;height:300px}}</style></head><body><script>{script}</script></body></html>",
        }));
        await page.ExposeFunctionAsync<string, string, Task<string>>("serverRequest", host.AskAsync);
        await page.ExposeFunctionAsync<string, string, bool>("hostSaw", (what, details) =>
        {
            host._seen.Enqueue((what, JsonNode.Parse(details)!));
            return true;
        });
        await page.GotoAsync(Chat);
        return host;
    }

    /// <summary>Calls a tool as the model does, and shows the view with arguments and result.</summary>
    public async Task<JsonObject> ShowAsync(string tool, JsonObject arguments, string theme = "light")
    {
        JsonObject result = await CallAsync("tools/call", new() { ["name"] = tool, ["arguments"] = arguments.DeepClone() });
        await MountAsync(arguments, Hand((JsonObject)result.DeepClone()), theme);
        return result;
    }

    /// <summary>Mounts the view.</summary>
    public Task MountAsync(JsonObject? arguments, JsonObject? result, string theme = "light") => Watched.Page.EvaluateAsync(
        "([address, theme, input, result]) => window.host.mount(address, { theme, displayMode: 'inline', availableDisplayModes: ['inline', 'fullscreen'] }, JSON.parse(input), JSON.parse(result))",
        new[] { $"{Sandbox}{++_mounts}", theme, arguments?.ToJsonString() ?? "null", result?.ToJsonString() ?? "null" });

    /// <summary>Takes the view away, as clients do when a chat is left.</summary>
    public Task UnmountAsync() => Watched.Page.EvaluateAsync("() => window.host.unmount()");

    /// <summary>Sends a result of some later call.</summary>
    public Task SendAsync(JsonObject result) => Watched.Page.EvaluateAsync("result => window.host.send(JSON.parse(result))", result.ToJsonString());

    /// <summary>Says that the call was stopped.</summary>
    public Task CancelAsync() => Watched.Page.EvaluateAsync("() => window.host.cancel()");

    /// <summary>Asks the server.</summary>
    public async Task<JsonObject> CallAsync(string method, JsonObject parameters)
    {
        JsonRpcResponse response = await _client.SendRequestAsync(new JsonRpcRequest { Method = method, Params = parameters });
        return (JsonObject)response.Result!;
    }

    private async Task<string> AskAsync(string method, string parameters)
    {
        var asked = (JsonObject)JsonNode.Parse(parameters)!;
        _seen.Enqueue((method, asked.DeepClone()));
        try
        {
            await Before(asked);
            return new JsonObject { ["result"] = await CallAsync(method, asked) }.ToJsonString();
        }
        catch (McpException refused)
        {
            return new JsonObject { ["error"] = refused.Message }.ToJsonString();
        }
    }
}
