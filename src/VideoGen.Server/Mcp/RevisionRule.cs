using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace VideoGen.Server.Mcp;

/// <summary>Which revision of the protocol a call speaks, and whether header and body say the same.</summary>
internal static class RevisionRule
{
    /// <summary>The revision without sessions, in which every request speaks for itself.</summary>
    public const string Stateless = "2026-07-28";

    /// <summary>The header that names the revision.</summary>
    public const string Header = "MCP-Protocol-Version";

    private const string VersionKey = "io.modelcontextprotocol/protocolVersion";
    private const string CapabilitiesKey = "io.modelcontextprotocol/clientCapabilities";

    private static readonly HashSet<string> WithSessions = new(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"], StringComparer.Ordinal);

    /// <summary>What the header says; null where it says nothing.</summary>
    public static string? Of(HttpRequest request) => request.Headers[Header].ToString() is { Length: > 0 } said ? said.Trim() : null;

    /// <summary>True for a call of the revision without sessions.</summary>
    public static bool IsStateless(HttpRequest request) => Of(request) == Stateless;

    /// <summary>Says why the header is refused; null where it is not.</summary>
    public static McpRefusal? Check(HttpRequest request) => Of(request) is not { } said || said == Stateless || WithSessions.Contains(said) ? null : Unknown(said);

    /// <summary>Says why a message does not fit its header; null where it does.</summary>
    public static McpRefusal? Check(HttpRequest request, JsonRpcMessage message)
    {
        string? header = Of(request);
        JsonObject? parameters = Parameters(message);
        if (message is JsonRpcRequest { Method: RequestMethods.Initialize } && header is not null && header != Stateless
            && Text(parameters?["protocolVersion"]) is { } asked && asked != header)
        {
            return Mismatch($"The header {Header} says {header}, params.protocolVersion says {asked}. Send the same in both.");
        }

        var meta = parameters?["_meta"] as JsonObject;
        string? body = Text(meta?[VersionKey]);
        if (header != Stateless && body is null)
        {
            return null; // of a revision with sessions, or an answer to a question of the server
        }

        if (header is null)
        {
            return Mismatch($"The body says revision {body}; the header {Header} must say the same.");
        }

        if (body is not null)
        {
            return body != header ? Mismatch($"The header {Header} says {header}, _meta/{VersionKey} says {body}. Send the same in both.") : CheckCapabilities(message, meta!);
        }

        return message is JsonRpcRequest
            ? McpRefusal.Bad(McpErrorCode.InvalidParams, $"A request of revision {Stateless} needs _meta/{VersionKey}.")
            : null;
    }

    /// <summary>The parameters of a message, or null.</summary>
    public static JsonObject? Parameters(JsonRpcMessage message) => message switch
    {
        JsonRpcRequest request => request.Params as JsonObject,
        JsonRpcNotification notification => notification.Params as JsonObject,
        _ => null,
    };

    /// <summary>A text, or null where it is none.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A refusal of headers that do not say what the body says.</summary>
    public static McpRefusal Mismatch(string message) => McpRefusal.Bad(McpErrorCode.HeaderMismatch, message);

    private static McpRefusal? CheckCapabilities(JsonRpcMessage message, JsonObject meta) =>
        message is JsonRpcRequest && meta[CapabilitiesKey] is not JsonObject
            ? McpRefusal.Bad(McpErrorCode.InvalidParams, $"A request of revision {Stateless} needs _meta/{CapabilitiesKey}, an object.")
            : null;

    // The list is the one of server/discover: the older revisions are negotiated by initialize.
    private static McpRefusal Unknown(string said) => McpRefusal.Bad(McpErrorCode.UnsupportedProtocolVersion, $"Revision '{said}' is not served here.") with
    {
        Data = new JsonObject { ["supported"] = new JsonArray(Stateless), ["requested"] = said },
    };
}
