using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

#pragma warning disable MCPEXP002 // The SDK's hooks for extensions are experimental; they are used in this file only.

namespace VideoGen.Mcp.Tasks;

/// <summary>
/// The extension <c>io.modelcontextprotocol/tasks</c> of revision 2026-07-28: lets a call be answered with a task, and serves
/// <c>tasks/get</c>, <c>tasks/update</c> and <c>tasks/cancel</c>.
/// </summary>
internal sealed class TaskProtocol(ImmutableArray<ITaskSource> sources, McpHost host)
{
    private const string Extension = "io.modelcontextprotocol/tasks";
    private const string FirstRevision = "2026-07-28";

    /// <summary>Adds the extension to a server.</summary>
    public void AddTo(McpServerOptions options)
    {
        options.Capabilities ??= new();
        (options.Capabilities.Extensions ??= new Dictionary<string, object>(StringComparer.Ordinal))[Extension] = new JsonObject();
        options.RequestHandlers ??= [];
        options.RequestHandlers.Add(Method("tasks/get", GetAsync));
        options.RequestHandlers.Add(Method("tasks/update", UpdateAsync));
        options.RequestHandlers.Add(Method("tasks/cancel", CancelAsync));
        options.Filters.Request.CallToolWithAlternateFilters.Add(CallAsync);
    }

    /// <summary>Refuses a request of a client that does not say that it can follow tasks.</summary>
    public static void Require(JsonRpcRequest request)
    {
        if (!Follows(request))
        {
            var extensions = new Dictionary<string, object>(StringComparer.Ordinal) { [Extension] = new JsonObject() };
            throw new MissingRequiredClientCapabilityException(
                new ClientCapabilities { Extensions = extensions }, $"The request needs the client capability '{Extension}'.");
        }
    }

    /// <summary>The source of a task, with the task; null where nobody knows it.</summary>
    public async ValueTask<(ITaskSource Source, McpTask Task)?> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        foreach (ITaskSource source in sources)
        {
            if (await source.FindAsync(taskId, cancellationToken) is { } task)
            {
                return (source, task);
            }
        }

        return null;
    }

    private async ValueTask<ResultOrAlternate<CallToolResult>> CallAsync(
        RequestContext<CallToolRequestParams> request,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
    {
        if (sources.FirstOrDefault(s => s.Takes(request.Params.Name)) is not { } source)
        {
            return await next(request, cancellationToken);
        }

        return await source.CallAsync(request, Follows(request.JsonRpcRequest), async (call, end) => (await next(call, end)).Result!, cancellationToken) switch
        {
            ToolOutcome.Answered answered => answered.Result,
            ToolOutcome.Followed followed => ResultOrAlternate<CallToolResult>.FromAlternate(
                new CreatedTask(followed.Task), TaskJson.Default.CreatedTask),
            _ => throw new System.Diagnostics.UnreachableException("A call is answered or followed."),
        };
    }

    private static ValueTask<JsonObject> GetAsync(ITaskSource source, McpTask task, JsonRpcRequest request, CancellationToken cancellationToken) =>
        new(task.Whole());

    private static async ValueTask<JsonObject> UpdateAsync(ITaskSource source, McpTask task, JsonRpcRequest request, CancellationToken cancellationToken)
    {
        await source.AnswerAsync(task.TaskId, (request.Params as JsonObject)?["inputResponses"] as JsonObject ?? [], cancellationToken);
        return [];
    }

    private static async ValueTask<JsonObject> CancelAsync(ITaskSource source, McpTask task, JsonRpcRequest request, CancellationToken cancellationToken)
    {
        await source.CancelAsync(task.TaskId, cancellationToken);
        return [];
    }

    private McpServerRequestHandler Method(
        string name, Func<ITaskSource, McpTask, JsonRpcRequest, CancellationToken, ValueTask<JsonObject>> run) => new()
        {
            Method = name,
            RoutingNameParameter = "taskId",
            Handler = (context, cancellationToken) => ProtocolFailure.TellAsync<JsonNode?>(host, name, async () =>
            {
                JsonRpcRequest request = context.JsonRpcRequest;
                Require(request);
                string taskId = (request.Params as JsonObject)?["taskId"] is JsonValue value && value.TryGetValue(out string? text)
                    ? text
                    : throw new McpProtocolException($"'{name}' needs the text 'taskId'.", McpErrorCode.InvalidParams);
                (ITaskSource source, McpTask task) = await FindAsync(taskId, cancellationToken)
                    ?? throw new McpProtocolException($"Unknown task '{taskId}'. Task ids come from the answers of tools/call.", McpErrorCode.InvalidParams);
                JsonObject answer = await run(source, task, request, cancellationToken);
                answer["resultType"] = "complete";
                return answer;
            }),
        };

    private static bool Follows(JsonRpcRequest request) =>
        string.CompareOrdinal(request.Context?.ProtocolVersion, FirstRevision) >= 0
        && request.Params?["_meta"]?["io.modelcontextprotocol/clientCapabilities"]?["extensions"] is JsonObject extensions
        && extensions.ContainsKey(Extension);
}
