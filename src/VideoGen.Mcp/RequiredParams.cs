using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp;

/// <summary>
/// Says which parameter of a request is missing or has another JSON type than it must. The SDK would answer that an error occurred, which
/// helps nobody to send the request right.
/// </summary>
internal static class RequiredParams
{
    private static readonly Dictionary<string, (string Member, bool IsObject, string What)[]> Of = new(StringComparer.Ordinal)
    {
        [RequestMethods.Initialize] = [Text("protocolVersion", "the revision that the client speaks"), Object("capabilities", "what the client can do"), Object("clientInfo", "the client's name and version"), Text("clientInfo.name", "the client's name"), Text("clientInfo.version", "the client's version")],
        [RequestMethods.ToolsCall] = [Text("name", "a tool of tools/list; its arguments go into params.arguments")],
        [RequestMethods.PromptsGet] = [Text("name", "a prompt of prompts/list")],
        [RequestMethods.ResourcesRead] = [Text("uri", "an address of resources/list or of a template")],
        [RequestMethods.ResourcesSubscribe] = [Text("uri", "the address of a resource")],
        [RequestMethods.ResourcesUnsubscribe] = [Text("uri", "the address of a resource")],
        [RequestMethods.CompletionComplete] = [Object("ref", "the prompt or the resource template"), Text("ref.type", "ref/prompt or ref/resource"), Object("argument", "the name of the argument and what is typed so far"), Text("argument.name", "the argument that is typed"), Text("argument.value", "what is typed so far")],
        ["tasks/get"] = [Text("taskId", "the id of a task")],
        ["tasks/cancel"] = [Text("taskId", "the id of a task")],
        ["tasks/update"] = [Text("taskId", "the id of a task")],
    };

    private static readonly string[] Optional = ["arguments", "_meta"];

    /// <summary>Lets a message pass, or answers what it lacks, that a member stands twice, or where the SDK could not read it.</summary>
    public static McpMessageHandler Check(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is not JsonRpcRequest request)
        {
            await next(context, cancellationToken);
            return;
        }

        if ((RepeatedMembers.Of(request) ?? Lack(request)) is { } lack)
        {
            throw new McpProtocolException(lack, McpErrorCode.InvalidParams);
        }

        try
        {
            await next(context, cancellationToken);
        }
        catch (JsonException unread)
        {
            string at = unread.Path is { Length: > 1 } path ? path[1..] : "";
            throw new McpProtocolException($"{request.Method}: params{at} has not the form that the protocol gives it.", unread, McpErrorCode.InvalidParams);
        }
    };

    /// <summary>
    /// Lets a message pass, or answers which of its optional parameters is no object or cannot be looked into. After
    /// <see cref="Tools.RawArguments"/>: our own tools say themselves what is wrong with their arguments.
    /// </summary>
    public static McpMessageHandler CheckOptional(McpMessageHandler next) => (context, cancellationToken) =>
        context.JsonRpcMessage is JsonRpcRequest { Params: JsonObject parameters } request && (NoObject(request, parameters) ?? RepeatedMembers.Of(request, andArguments: true)) is { } wrong
            ? throw new McpProtocolException(wrong, McpErrorCode.InvalidParams)
            : next(context, cancellationToken);

    private static string? NoObject(JsonRpcRequest request, JsonObject parameters) =>
        Optional.FirstOrDefault(m => parameters[m] is not (null or JsonObject)) is { } wrong ? $"{request.Method}: params.{wrong} must be an object, where it is sent at all." : null;

    private static string? Lack(JsonRpcRequest request)
    {
        if (!Of.TryGetValue(request.Method, out (string Member, bool IsObject, string What)[]? members))
        {
            return request.Params is null or JsonObject ? null : $"{request.Method}: params must be an object.";
        }

        if (request.Params is not JsonObject parameters)
        {
            string wanted = string.Join(", ", members.Where(m => !m.Member.Contains('.')).Select(m => $"'{m.Member}' ({m.What})"));
            return $"{request.Method} needs params, an object with {wanted}.";
        }

        foreach ((string member, bool isObject, string what) in members)
        {
            JsonNode? value = member.Split('.').Aggregate((JsonNode?)parameters, (node, name) => (node as JsonObject)?[name]);
            bool isRight = isObject ? value is JsonObject : value is JsonValue text && text.GetValueKind() is JsonValueKind.String;
            if (!isRight)
            {
                string type = isObject ? "an object" : "a text";
                return value is null ? $"{request.Method} needs params.{member}: {what}." : $"{request.Method}: params.{member} must be {type}: {what}.";
            }
        }

        return null;
    }

    private static (string Member, bool IsObject, string What) Text(string member, string what) => (member, false, what);

    private static (string Member, bool IsObject, string What) Object(string member, string what) => (member, true, what);
}
