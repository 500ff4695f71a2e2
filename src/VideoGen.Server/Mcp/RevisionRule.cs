using System.Text.Json.Nodes;
using ModelContextProtocol;

namespace VideoGen.Server.Mcp;

/// <summary>Which revision of the protocol a call speaks. All other rules of the headers are the SDK's.</summary>
internal static class RevisionRule
{
    private const string Stateless = "2026-07-28";
    private const string Header = "MCP-Protocol-Version";

    private static readonly HashSet<string> WithSessions = new(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"], StringComparer.Ordinal);

    /// <summary>True for a call of the revision without sessions.</summary>
    public static bool IsStateless(HttpRequest request) => request.Headers[Header].ToString() == Stateless;

    /// <summary>
    /// Refuses a revision that is not served. The list is the one of server/discover, as the specification has it: the older ones are negotiated by
    /// initialize. The SDK would name those too.
    /// </summary>
    /// <exception cref="McpRefusedException">It is not served.</exception>
    public static void Check(HttpRequest request)
    {
        if (request.Headers[Header].ToString() is { Length: > 0 } said && said != Stateless && !WithSessions.Contains(said))
        {
            throw new McpRefusedException(McpRefusal.Bad(McpErrorCode.UnsupportedProtocolVersion, $"Revision '{said}' is not served here.") with
            {
                Data = new JsonObject { ["supported"] = new JsonArray(Stateless), ["requested"] = said },
            });
        }
    }
}
