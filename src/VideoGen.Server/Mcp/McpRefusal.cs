using System.Text.Json.Nodes;
using ModelContextProtocol;

namespace VideoGen.Server.Mcp;

/// <summary>Why a call is answered by the endpoint and not by a tool.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">JSON-RPC error code.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record McpRefusal(int Status, int Code, string Message)
{
    /// <summary>JSON-RPC <c>error.data</c>; null where there is none.</summary>
    public JsonNode? Data { get; init; }

    /// <summary>HTTP headers that belong to it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A request that does not follow the protocol.</summary>
    public static McpRefusal Bad(McpErrorCode code, string message) => new(StatusCodes.Status400BadRequest, (int)code, message);

    /// <summary>Anything that HTTP has a status for and JSON-RPC no code.</summary>
    public static McpRefusal Of(int status, string message) => new(status, -32000, message);
}
