using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Server;
using VideoGen.Mcp;
using VideoGen.Mcp.Stdio;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Jobs;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Fuzz.Targets;

/// <summary>Messages of an MCP client, one a line, to the server with its tools, resources, prompts and tasks. Every transport hands them on alike.</summary>
/// <param name="planted">True takes for granted that a call of a tool names it.</param>
internal sealed class McpTarget(bool planted) : ITarget
{
    private const string Initialize = """{"jsonrpc":"2.0","id":"first","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"fuzz","version":"1"}}}""";
    private const string Last = """{"jsonrpc":"2.0","id":"last","method":"ping"}""";
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private readonly Lazy<McpServerOptions> _options = new(() =>
    {
        var agent = new ScriptedVideoSegments();
        return McpTools.CreateOptions(new(agent, agent, new MemoryCatalog(), agent, agent), new McpHost { Version = "1.0.0", Ids = new NumberedIds(), Log = NullLogger.Instance });
    });

    public IReadOnlyList<string> Words { get; } =
    [
        "\n", "jsonrpc", "2.0", "id", "method", "params", "initialize", "notifications/initialized", "notifications/cancelled", "requestId", "tools/list", "tools/call", "name", "arguments", "plan_video_segments", "synthesize_video_segments",
        "get_video_segments", "cancel_video_segments", "request_id", "resources/list", "resources/read", "resources/subscribe", "resources/templates/list", "uri", "videogen://requests/r", "prompts/list", "prompts/get", "completion/complete", "ref", "argument", "ref/resource",
        "tasks/get", "tasks/cancel", "tasks/list", "taskId", "task", "_meta", "progressToken", "io.modelcontextprotocol/protocolVersion", "2026-07-28", "server/discover", "logging/setLevel", "cursor", "result", "error", "null", "1e999", "\\ud83d",
    ];

    public InputKind Kind => InputKind.Json;

    public long Allowance(int bytes) => 10_000_000 + (500L * bytes);

    public void Try(byte[] input)
    {
        string[] lines = [.. Encoding.UTF8.GetString(input).Split('\n').Where(line => line.Trim().Length > 0)];
        JsonObject[] messages = [.. lines.Select(Read).OfType<JsonObject>()];
        if (planted)
        {
            foreach (JsonObject call in messages.Where(m => m["method"] is JsonValue v && v.TryGetValue(out string? method) && method == "tools/call"))
            {
                _ = call["params"]!["name"]!.GetValue<string>();
            }
        }

        using var to = new MemoryStream(Encoding.UTF8.GetBytes($"{Initialize}\n{string.Join('\n', lines)}\n{Last}\n"));
        using var from = new MemoryStream();
        StdioServer.RunAsync(_options.Value, to, from, Grace, TimeProvider.System, CancellationToken.None).WaitAsync(Grace).GetAwaiter().GetResult();
        JsonObject[] answers = [.. Encoding.UTF8.GetString(from.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(Messages)];

        Rule.Require(answers.Any(a => a["id"] is JsonValue id && id.TryGetValue(out string? text) && text == "last" && a["result"] is not null), "The server goes on.");
        foreach (JsonObject answer in answers)
        {
            Rule.Require((string?)answer["jsonrpc"] == "2.0", "What is sent is JSON-RPC.");
            if (answer["error"] is JsonObject error)
            {
                string message = (string?)error["message"] ?? "";
                Rule.Require(message.Trim().Length > 0 && !message.Contains("An error occurred", StringComparison.OrdinalIgnoreCase), "An error says what is wrong.", answer.ToJsonString());
                Rule.Require(!message.Contains("   at ", StringComparison.Ordinal) && !message.Contains("Exception", StringComparison.Ordinal), "An error shows nothing of the inside.", answer.ToJsonString());
            }
        }
    }

    // A batch is answered as one line.
    private static IEnumerable<JsonObject> Messages(string line) => JsonNode.Parse(line) switch
    {
        JsonArray batch => batch.Select(message => (JsonObject)message!),
        JsonNode single => [(JsonObject)single],
        null => throw new BrokenRuleException("What is sent is JSON-RPC."),
    };

    private static JsonNode? Read(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
