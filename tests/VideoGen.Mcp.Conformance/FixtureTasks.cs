using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Mcp.Tasks;

namespace VideoGen.Mcp.Conformance;

/// <summary>Tasks that live as long as this process.</summary>
internal sealed class FixtureTasks : ITaskSource
{
    private static readonly HashSet<string> Tools =
        new(["slow_compute", "failing_job", "protocol_error_job", "confirm_delete", "multi_input", "test_tool_with_task"], StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, FixtureTask> _tasks = new(StringComparer.Ordinal);

    public bool Takes(string tool) => Tools.Contains(tool);

    public async ValueTask<ToolOutcome> CallAsync(
        RequestContext<CallToolRequestParams> request,
        bool follows,
        Func<RequestContext<CallToolRequestParams>, CancellationToken, ValueTask<CallToolResult>> run,
        CancellationToken cancellationToken)
    {
        bool asksFirst = request.Params.Name == "test_tool_with_task" && request.Params.InputResponses is not { Count: > 0 };
        if (!follows && request.Params.Name == "failing_job")
        {
            throw new ModelContextProtocol.MissingRequiredClientCapabilityException(
                new ClientCapabilities { Extensions = new Dictionary<string, object>(StringComparer.Ordinal) { ["io.modelcontextprotocol/tasks"] = new JsonObject() } },
                "This tool is only run as a task.");
        }

        if (!follows || asksFirst)
        {
            return new ToolOutcome.Answered(await run(request, cancellationToken));
        }

        var task = new FixtureTask(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        _tasks[task.Id] = task;
        task.Begin(request, run);
        return new ToolOutcome.Followed(task.Now);
    }

    public ValueTask<McpTask?> FindAsync(string taskId, CancellationToken cancellationToken) => new(_tasks.GetValueOrDefault(taskId)?.Now);

    public ValueTask AnswerAsync(string taskId, JsonObject answers, CancellationToken cancellationToken)
    {
        _tasks[taskId].Answer(answers);
        return default;
    }

    public ValueTask CancelAsync(string taskId, CancellationToken cancellationToken)
    {
        _tasks[taskId].Cancel();
        return default;
    }

    public async IAsyncEnumerable<McpTask> FollowAsync(string taskId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (_tasks.TryGetValue(taskId, out FixtureTask? task))
        {
            Task changed = task.Changed;
            McpTask now = task.Now;
            yield return now;
            if (now.Status is not (McpTaskStatus.Working or McpTaskStatus.InputRequired))
            {
                yield break;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }
}
