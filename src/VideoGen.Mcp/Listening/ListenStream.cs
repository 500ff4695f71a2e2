using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Mcp.Tasks;

namespace VideoGen.Mcp.Listening;

/// <summary>
/// <c>subscriptions/listen</c> of revision 2026-07-28: one request that stays open and tells of changes: of the lists of tools and
/// prompts, of records, of tasks.
/// </summary>
internal sealed class ListenStream(McpServerOptions options, McpAgent agent, TaskProtocol tasks, McpHost host)
{
    /// <summary>Most records and tasks that one stream follows; what is beyond is not granted.</summary>
    public const int MostFollowed = 20;

    private const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    private readonly RecordWatch _records = new(agent, host);

    /// <summary>Acknowledges what is granted, then tells of it until the client leaves or the program ends.</summary>
    public async ValueTask<EmptyResult> RunAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        SubscriptionsListenNotifications wished = request.Params.Notifications;
        string[] wishedTasks = Texts(request.JsonRpcRequest.Params?["notifications"]?["taskIds"]);
        if (wishedTasks.Length > 0)
        {
            TaskProtocol.Require(request.JsonRpcRequest);
        }

        using var open = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.Ending);
        CancellationToken end = open.Token;
        ImmutableArray<(ITaskSource Source, McpTask Task)> followedTasks = await KnownAsync(wishedTasks, end);
        ImmutableArray<(string Uri, string Text)> records = await RecordsAsync(wished.ResourceSubscriptions ?? [], end);
        bool tools = wished.ToolsListChanged is true;
        bool prompts = wished.PromptsListChanged is true;

        var stream = new Voice(request);
        using Hook<McpServerTool>? toolChanges = tools ? OnChange(options.ToolCollection, stream, NotificationMethods.ToolListChangedNotification, end) : null;
        using Hook<McpServerPrompt>? promptChanges = prompts ? OnChange(options.PromptCollection, stream, NotificationMethods.PromptListChangedNotification, end) : null;
        await stream.AcknowledgeAsync(Granted(tools, prompts, records, followedTasks), end);
        try
        {
            await Task.WhenAll(
            [
                Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end),
                .. records.Select(r => OrCloseAsync(TellOfRecordAsync(r.Uri, r.Text, stream, end), open)),
                .. followedTasks.Select(f => OrCloseAsync(TellOfTaskAsync(f.Source, f.Task.TaskId, stream, end), open)),
            ]);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client left, or the program ends.
        }

        return new EmptyResult();
    }

    private static JsonObject Granted(bool tools, bool prompts, ImmutableArray<(string Uri, string Text)> records, ImmutableArray<(ITaskSource Source, McpTask Task)> tasks)
    {
        var granted = new JsonObject();
        if (tools)
        {
            granted["toolsListChanged"] = true;
        }

        if (prompts)
        {
            granted["promptsListChanged"] = true;
        }

        if (records.Length > 0)
        {
            granted["resourceSubscriptions"] = new JsonArray([.. records.Select(r => (JsonNode)r.Uri)]);
        }

        if (tasks.Length > 0)
        {
            granted["taskIds"] = new JsonArray([.. tasks.Select(t => (JsonNode)t.Task.TaskId)]);
        }

        return granted;
    }

    private static string[] Texts(JsonNode? list) =>
        list is JsonArray array ? [.. array.OfType<JsonValue>().Select(v => v.TryGetValue(out string? text) ? text : null).OfType<string>().Distinct(StringComparer.Ordinal)] : [];

    private async ValueTask<ImmutableArray<(ITaskSource Source, McpTask Task)>> KnownAsync(string[] taskIds, CancellationToken cancellationToken)
    {
        var known = ImmutableArray.CreateBuilder<(ITaskSource Source, McpTask Task)>();
        foreach (string taskId in taskIds.Take(MostFollowed))
        {
            if (await ProtocolFailure.TellAsync(host, "tasks", () => tasks.FindAsync(taskId, cancellationToken)) is { } found)
            {
                known.Add(found);
            }
        }

        return known.ToImmutable();
    }

    private static Hook<T>? OnChange<T>(
        McpServerPrimitiveCollection<T>? collection, Voice stream, string method, CancellationToken cancellationToken)
        where T : IMcpServerPrimitive =>
        collection is null ? null : new Hook<T>(collection, () => _ = stream.TrySendAsync(method, [], cancellationToken));

    // A stream that can no longer tell what it promised is closed with the error, not left open in silence.
    private static async Task OrCloseAsync(Task telling, CancellationTokenSource stream)
    {
        try
        {
            await telling;
        }
        catch
        {
            await stream.CancelAsync();
            throw;
        }
    }

    private async ValueTask<ImmutableArray<(string Uri, string Text)>> RecordsAsync(IEnumerable<string> wished, CancellationToken cancellationToken)
    {
        var known = ImmutableArray.CreateBuilder<(string Uri, string Text)>();
        foreach (string uri in wished.Distinct(StringComparer.Ordinal).Take(MostFollowed))
        {
            if (await _records.ReadAsync(uri, cancellationToken) is { } text)
            {
                known.Add((uri, text));
            }
        }

        return known.ToImmutable();
    }

    private async Task TellOfRecordAsync(string uri, string known, Voice stream, CancellationToken cancellationToken)
    {
        await foreach (string changed in _records.FollowAsync(uri, known, cancellationToken))
        {
            await stream.SendAsync(NotificationMethods.ResourceUpdatedNotification, new() { ["uri"] = changed }, cancellationToken);
        }
    }

    private async Task TellOfTaskAsync(ITaskSource source, string taskId, Voice stream, CancellationToken cancellationToken) =>
        await ProtocolFailure.TellAsync(host, taskId, async () =>
        {
            await foreach (McpTask task in source.FollowAsync(taskId, cancellationToken))
            {
                await stream.SendAsync("notifications/tasks", task.Whole(), cancellationToken);
            }

            return true;
        });

    /// <summary>The open stream, in which every message bears the id of the subscription.</summary>
    private sealed class Voice(RequestContext<SubscriptionsListenRequestParams> request)
    {
        private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Sends the first message.</summary>
        public async Task AcknowledgeAsync(JsonObject granted, CancellationToken cancellationToken)
        {
            await SendAsync(NotificationMethods.SubscriptionsAcknowledgedNotification, new() { ["notifications"] = granted }, cancellationToken);
            _acknowledged.SetResult();
        }

        /// <summary>Sends what happens at any time, from the moment before the acknowledgement on; it waits for that.</summary>
        public async Task TrySendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
        {
            try
            {
                await _acknowledged.Task.WaitAsync(cancellationToken);
                await SendAsync(method, parameters, cancellationToken);
            }
            catch (Exception gone) when (gone is IOException or InvalidOperationException or OperationCanceledException)
            {
                // Nobody listens any more; the stream itself will find that out.
            }
        }

        public Task SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
        {
            parameters["_meta"] = new JsonObject
            {
                [SubscriptionId] = request.JsonRpcRequest.Id.Id switch { string text => text, long number => number, _ => null },
            };
            return request.Server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters }, cancellationToken);
        }
    }

    private sealed class Hook<T> : IDisposable
        where T : IMcpServerPrimitive
    {
        private readonly McpServerPrimitiveCollection<T> _collection;
        private readonly EventHandler _handler;

        public Hook(McpServerPrimitiveCollection<T> collection, Action changed)
        {
            (_collection, _handler) = (collection, (_, _) => changed());
            _collection.Changed += _handler;
        }

        public void Dispose() => _collection.Changed -= _handler;
    }
}
