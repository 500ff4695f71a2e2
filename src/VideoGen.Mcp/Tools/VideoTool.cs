using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Tools;

/// <summary>One tool: runs a verb of the agent and puts its answer, its refusal or its failure into a result.</summary>
/// <param name="head">What clients read about it.</param>
/// <param name="waits">How long its calls wait.</param>
/// <param name="host">The program around it.</param>
internal sealed class VideoTool<T>(Tool head, CallWaits waits, McpHost host) : McpServerTool
{
    // Resource links came with this revision; older clients may refuse a result that has one.
    private const string FirstRevisionWithLinks = "2025-06-18";

    private static readonly Problem NoText = new(
        ProblemCodes.TextInvalid, "", "A text in the arguments holds half of a surrogate pair.", "Send valid Unicode.");

    /// <summary>Runs the verb.</summary>
    public required Func<ToolCall, CancellationToken, ValueTask<Answer<T>>> Run { get; init; }

    /// <summary>Puts an answer into a result.</summary>
    public required Func<T, CallToolResult> Reply { get; init; }

    /// <summary>What a caller may do after an unexpected failure.</summary>
    public required string AfterFailure { get; init; }

    /// <inheritdoc/>
    public override Tool ProtocolTool => head;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        try
        {
            CallWaits.Call course = waits.Begin(request);
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.Ending);
            Answer<T> answer = await RunAsync(request, course.Default, wait.Token);
            cancellationToken.ThrowIfCancellationRequested(); // given up: the protocol wants no answer
            course.Answered();
            return answer switch
            {
                Answer<T>.Given given => ForRevision(request.Server.NegotiatedProtocolVersion, Reply(given.Value)),
                Answer<T>.Refused refused => ToolReply.Refused(refused.Refusal),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (OperationCanceledException) when (host.Ending.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ToolReply.Failed("The server is ending and took nothing on. Nothing was written or spent; call again when it is back.");
        }
        catch (LedgerException broken)
        {
            McpLog.LedgerUnusable(host.Log, broken, head.Name, broken.Problem.Code);
            return ToolReply.Failed($"Stopped: {RefusalText.Line(host.ForCaller(broken))} {AfterFailure}");
        }
        catch (Exception unexpected) when (unexpected is not (OperationCanceledException or McpProtocolException))
        {
            string id = host.Ids.Next("err_");
            McpLog.Unexpected(host.Log, unexpected, head.Name, id);
            return ToolReply.Failed($"The agent failed unexpectedly (error {id}; its log says more). {AfterFailure}");
        }
    }

    private async ValueTask<Answer<T>> RunAsync(RequestContext<CallToolRequestParams> request, TimeSpan defaultWait, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> arguments = RawArguments.Of(request.JsonRpcRequest);
        if (arguments.IsEmpty)
        {
            return new Answer<T>.Refused(new Refusal { Problems = [NoText] });
        }

        ProgressToken? token = request.Params.ProgressToken;
        await using ProgressRelay? progress = token is null
            ? null
            : new((value, end) => request.Server.NotifyProgressAsync(token.Value, value, cancellationToken: end), host.Time, cancellationToken);
        var call = new ToolCall(arguments, TraceContext.Of(request.Params.Meta, TransportFacts.Of(request.JsonRpcRequest)), ShortWait.Of(request.JsonRpcRequest), defaultWait, progress);
        return await Run(call, cancellationToken);
    }

    private static CallToolResult ForRevision(string? revision, CallToolResult result)
    {
        if (revision is not null && string.CompareOrdinal(revision, FirstRevisionWithLinks) < 0)
        {
            result.Content = [.. result.Content.Where(c => c is not ResourceLinkBlock)];
        }

        return result;
    }
}
