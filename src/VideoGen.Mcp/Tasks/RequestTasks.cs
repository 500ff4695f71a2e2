using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Contract;
using VideoGen.Mcp.Listening;
using VideoGen.Mcp.Tools;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Tasks;

/// <summary>
/// Requests seen as tasks: the id of the task is the id of the request, and nothing is stored beside the ledger. So a task survives every
/// process, and each process on the ledger finds it.
/// </summary>
internal sealed class RequestTasks(McpAgent agent) : ITaskSource
{
    private static readonly JsonSerializerOptions Wire = McpJsonUtilities.DefaultOptions;

    /// <inheritdoc/>
    public bool Takes(string tool) => tool == ToolHeads.SynthesizeName;

    /// <inheritdoc/>
    public async ValueTask<ToolOutcome> CallAsync(
        RequestContext<CallToolRequestParams> request,
        bool follows,
        Func<RequestContext<CallToolRequestParams>, CancellationToken, ValueTask<CallToolResult>> run,
        CancellationToken cancellationToken)
    {
        // Who asks for an answer at once wants to look after the request with get_video_segments.
        if (!follows || ShortWait.IsAsked(request.JsonRpcRequest))
        {
            return new ToolOutcome.Answered(await run(request, cancellationToken));
        }

        ShortWait.PutOn(request.JsonRpcRequest);
        CallToolResult result = await run(request, cancellationToken);
        return result.StructuredContent?.Deserialize(WireJson.Default.SynthesisAnswer) is { Status: RequestStatus.InProgress } answer
            && await FindAsync(answer.RequestId, cancellationToken) is { } task
                ? new ToolOutcome.Followed(task)
                : new ToolOutcome.Answered(result);
    }

    /// <inheritdoc/>
    public async ValueTask<McpTask?> FindAsync(string taskId, CancellationToken cancellationToken) =>
        await agent.Segments.GetAsync(taskId, TimeSpan.Zero, null, cancellationToken) is Answer<SynthesisAnswer>.Given { Value: { } answer }
            ? await ViewAsync(answer, null, cancellationToken)
            : null;

    /// <inheritdoc/>
    public ValueTask AnswerAsync(string taskId, JsonObject answers, CancellationToken cancellationToken) => default; // it asks nothing

    /// <inheritdoc/>
    public async ValueTask CancelAsync(string taskId, CancellationToken cancellationToken)
    {
        if (await agent.Segments.CancelAsync(taskId, cancellationToken) is Answer<SynthesisAnswer>.Refused { Refusal: var refusal })
        {
            throw new McpProtocolException(string.Join(' ', refusal.Problems.Select(RefusalText.Line)), McpErrorCode.InvalidRequest);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<McpTask> FollowAsync(string taskId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (RequestNews news in new RequestWatch(agent.Segments).FollowAsync(taskId, cancellationToken))
        {
            if (await ViewAsync(news.State, news.Words, cancellationToken) is { } task)
            {
                yield return task;
            }
        }
    }

    private async ValueTask<McpTask?> ViewAsync(SynthesisAnswer answer, string? news, CancellationToken cancellationToken)
    {
        if (await agent.Requests.FindTimesAsync(answer.RequestId, cancellationToken) is not { } times)
        {
            return null;
        }

        McpTaskStatus status =
            answer.Status is RequestStatus.InProgress ? McpTaskStatus.Working
            : IsCancelled(answer) ? McpTaskStatus.Cancelled
            : McpTaskStatus.Completed;
        return new McpTask
        {
            TaskId = answer.RequestId,
            Status = status,
            StatusMessage = status is McpTaskStatus.Working ? TaskText.Working(answer, news) : TaskText.Ended(answer),
            CreatedAt = times.CreatedAt,
            LastUpdatedAt = times.ChangedAt,
            Result = status is McpTaskStatus.Completed ? Result(answer) : null,
        };
    }

    // A cancelled task has no result to show clips or bills in, so it is one only where there are none.
    private static bool IsCancelled(SynthesisAnswer answer) =>
        answer.VideoSegments.IsEmpty
        && answer.FailedSegments.Any(s => s.Error is FailureError.Cancelled)
        && answer.FailedSegments.All(s => s.Error is FailureError.Cancelled or FailureError.NotAttempted && s.Billed is Billed.No);

    private static JsonObject Result(SynthesisAnswer answer) =>
        (JsonObject)JsonSerializer.SerializeToNode(
            ToolReply.Given(answer),
            Wire.GetTypeInfo(typeof(CallToolResult)))!;
}
