using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Server.Mcp;

/// <summary>
/// The headers of revision 2026-07-28 that repeat what the body says, so that proxies can route: <c>Mcp-Method</c>, <c>Mcp-Name</c> and
/// <c>Mcp-Param-*</c>. Header and body must agree.
/// </summary>
internal static class RoutingHeaders
{
    private const string Method = "Mcp-Method";
    private const string Name = "Mcp-Name";
    private const string Parameter = "Mcp-Param-";
    private const long LargestSafe = 9_007_199_254_740_991; // the largest whole number every JSON reader keeps

    /// <summary>Says why the headers are refused; null where they are not.</summary>
    public static McpRefusal? Check(HttpRequest request, JsonRpcMessage message, McpServerOptions options)
    {
        string? method = message switch { JsonRpcRequest r => r.Method, JsonRpcNotification n => n.Method, _ => null };
        if (method is null)
        {
            return null;
        }

        if (request.Headers[Method].ToString().Trim() is var said && said != method)
        {
            return Missing(request, Method) ?? RevisionRule.Mismatch($"{Method} says '{said}', the body says '{method}'.");
        }

        JsonObject? parameters = RevisionRule.Parameters(message);
        string? named = method switch
        {
            RequestMethods.ToolsCall or RequestMethods.PromptsGet => "name",
            RequestMethods.ResourcesRead => "uri",
            "tasks/get" or "tasks/update" or "tasks/cancel" => "taskId",
            _ => null,
        };
        if (named is null)
        {
            return null;
        }

        string? name = RevisionRule.Text(parameters?[named]);
        return Missing(request, Name)
            ?? (Decode(request, Name) is { } given && given == name ? null : RevisionRule.Mismatch($"{Name} does not say what params.{named} says."))
            ?? (method == RequestMethods.ToolsCall && name is not null && options.ToolCollection is { } tools && tools.TryGetPrimitive(name, out McpServerTool? tool)
                ? CheckArguments(request, tool.ProtocolTool.InputSchema, parameters!["arguments"] as JsonObject)
                : null);
    }

    // An argument marked x-mcp-header in the tool's schema is repeated in a header, at any depth.
    private static McpRefusal? CheckArguments(HttpRequest request, JsonElement schema, JsonObject? arguments)
    {
        if (!schema.TryGetProperty("properties", out JsonElement members) || members.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty member in members.EnumerateObject().Where(m => m.Value.ValueKind is JsonValueKind.Object))
        {
            JsonNode? argument = arguments?[member.Name];
            if ((CheckArguments(request, member.Value, argument as JsonObject) ?? CheckArgument(request, member, argument)) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static McpRefusal? CheckArgument(HttpRequest request, JsonProperty member, JsonNode? argument)
    {
        if (!member.Value.TryGetProperty("x-mcp-header", out JsonElement mark) || mark.GetString() is not { Length: > 0 } suffix)
        {
            return null;
        }

        string header = Parameter + suffix;
        if (argument is null)
        {
            return request.Headers.ContainsKey(header) && Decode(request, header) is null ? Unreadable(header) : null;
        }

        if (Missing(request, header) is { } missing)
        {
            return missing;
        }

        return Decode(request, header) is not { } said
            ? Unreadable(header)
            : Agree(said, McpHeaderEncoder.DecodeValue(McpHeaderEncoder.ConvertToHeaderValue(argument)), IsWholeNumber(member.Value))
                ? null
                : RevisionRule.Mismatch($"{header} does not say what the argument '{member.Name}' says.");
    }

    private static bool Agree(string said, string? meant, bool wholeNumber) =>
        wholeNumber && decimal.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal left) && decimal.TryParse(meant, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal right)
            ? left == right && decimal.IsInteger(left) && Math.Abs(left) <= LargestSafe
            : said == meant;

    private static bool IsWholeNumber(JsonElement schema) =>
        schema.TryGetProperty("type", out JsonElement type)
        && (type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Any(t => t.ValueEquals("integer")) : type.ValueKind is JsonValueKind.String && type.ValueEquals("integer"));

    private static McpRefusal? Missing(HttpRequest request, string header) =>
        request.Headers.ContainsKey(header) ? null : RevisionRule.Mismatch($"The header {header} is missing. Revision {RevisionRule.Stateless} needs it.");

    private static McpRefusal Unreadable(string header) => RevisionRule.Mismatch($"{header} is not readable: plain ASCII, or =?base64?…?= around UTF-8.");

    /// <summary>The header's text; null where it is no plain ASCII or its base64 is broken.</summary>
    private static string? Decode(HttpRequest request, string header)
    {
        string raw = request.Headers[header].ToString().Trim();
        return raw.All(c => c is '\t' or (>= ' ' and <= '~')) ? McpHeaderEncoder.DecodeValue(raw) : null;
    }
}
