using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Mcp.Tasks;

#pragma warning disable MCPEXP002 // Questions from inside a task need the SDK's experimental hook.

namespace VideoGen.Mcp.Conformance;

/// <summary>A call that runs in the background. What it asks the client becomes a question of the task.</summary>
internal sealed class FixtureTask : IDisposable
{
    private static readonly JsonSerializerOptions Wire = McpJsonUtilities.DefaultOptions;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, TaskCompletionSource<JsonNode?>> _open = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private McpTask _now;
    private int _asked;

    public FixtureTask(string id)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        _now = new McpTask
        {
            TaskId = id,
            Status = McpTaskStatus.Working,
            CreatedAt = now,
            LastUpdatedAt = now,
            TimeToLive = TimeSpan.FromMinutes(10),
            PollInterval = TimeSpan.FromMilliseconds(50),
        };
    }

    public string Id => _now.TaskId;

    public McpTask Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>Completes with the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    public void Begin(
        RequestContext<CallToolRequestParams> request, Func<RequestContext<CallToolRequestParams>, CancellationToken, ValueTask<CallToolResult>> run)
    {
        var call = new RequestContext<CallToolRequestParams>(
            request.Server.WithOutgoingRequestInterceptor(AskAsync), request.JsonRpcRequest, request.Params)
        {
            MatchedPrimitive = request.MatchedPrimitive,
        };
        _ = Task.Run(() => RunAsync(call, run), CancellationToken.None);
    }

    public void Cancel()
    {
        Change(now => Ended(now) ? now : now with { Status = McpTaskStatus.Cancelled, InputRequests = null });
        _stop.Cancel();
    }

    public void Answer(JsonObject answers)
    {
        foreach ((string key, JsonNode? answer) in answers)
        {
            TaskCompletionSource<JsonNode?>? question;
            lock (_lock)
            {
                _open.Remove(key, out question);
            }

            question?.TrySetResult(answer?.DeepClone());
        }

        Change(Asking);
    }

    public void Dispose() => _stop.Dispose();

    private static bool Ended(McpTask task) => task.Status is not (McpTaskStatus.Working or McpTaskStatus.InputRequired);

    private async ValueTask<JsonNode?> AskAsync(string method, JsonNode? parameters, CancellationToken cancellationToken)
    {
        var question = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            string key = $"question-{++_asked}";
            _open[key] = question;
            _now = _now with { InputRequests = _now.InputRequests?.DeepClone() as JsonObject ?? [] };
            _now.InputRequests[key] = new JsonObject { ["method"] = method, ["params"] = parameters?.DeepClone() };
        }

        Change(Asking);
        return await question.Task.WaitAsync(cancellationToken);
    }

    // Called under the lock: what is asked is what is open.
    private McpTask Asking(McpTask now)
    {
        if (Ended(now))
        {
            return now;
        }

        JsonObject open = new(now.InputRequests?.Where(q => _open.ContainsKey(q.Key)).Select(q => KeyValuePair.Create(q.Key, q.Value?.DeepClone())) ?? []);
        return open.Count == 0
            ? now with { Status = McpTaskStatus.Working, InputRequests = null }
            : now with { Status = McpTaskStatus.InputRequired, InputRequests = open };
    }

    private async Task RunAsync(
        RequestContext<CallToolRequestParams> call, Func<RequestContext<CallToolRequestParams>, CancellationToken, ValueTask<CallToolResult>> run)
    {
        try
        {
            CallToolResult result = await run(call, _stop.Token);
            End(McpTaskStatus.Completed, JsonSerializer.SerializeToNode(result, Wire.GetTypeInfo(typeof(CallToolResult))), null);
        }
        catch (McpProtocolException broken)
        {
            End(McpTaskStatus.Failed, null, new JsonObject { ["code"] = (int)broken.ErrorCode, ["message"] = broken.Message });
        }
        catch (Exception failed)
        {
            CallToolResult result = new() { IsError = true, Content = [Samples.Text(failed.Message)] };
            End(McpTaskStatus.Completed, JsonSerializer.SerializeToNode(result, Wire.GetTypeInfo(typeof(CallToolResult))), null);
        }
    }

    private void End(McpTaskStatus status, JsonNode? result, JsonObject? error) =>
        Change(now => Ended(now) ? now : now with { Status = status, Result = (JsonObject?)result, Error = error, InputRequests = null });

    private void Change(Func<McpTask, McpTask> change)
    {
        lock (_lock)
        {
            _now = change(_now) with { LastUpdatedAt = TimeProvider.System.GetUtcNow() };
            TaskCompletionSource changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.TrySetResult();
        }
    }
}
