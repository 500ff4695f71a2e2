using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Resources;

/// <summary>One kind of record, read from the state of its request.</summary>
internal sealed class RecordResource(ResourceTemplate head, IVideoSegments agent, McpHost host) : McpServerResource
{
    // A finished request changes only when a clip is redelivered or moves to the media store.
    private static readonly TimeSpan FinishedFor = TimeSpan.FromMinutes(1);

    /// <summary>Picks the record out of the state of its request: JSON, or null where there is none. Takes the ids of the address.</summary>
    public required Func<SynthesisAnswer, string[], string?> Pick { get; init; }

    /// <inheritdoc/>
    public override ResourceTemplate ProtocolResourceTemplate => head;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override bool IsMatch(string uri) => RecordAddress.Parse(head.UriTemplate, uri) is not null;

    /// <inheritdoc/>
    public override async ValueTask<ReadResourceResult> ReadAsync(
        RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken = default)
    {
        string uri = request.Params.Uri;
        string[] ids = RecordAddress.Parse(head.UriTemplate, uri) ?? throw Unknown(uri);
        Answer<SynthesisAnswer> answer = await ReadAsync(ids[0], cancellationToken);
        if (answer is not Answer<SynthesisAnswer>.Given { Value: { } state } || Pick(state, ids) is not { } json)
        {
            throw Unknown(uri);
        }

        return new()
        {
            Contents = [new TextResourceContents { Uri = uri, MimeType = head.MimeType, Text = json }],
            CacheScope = CacheScope.Private,
            TimeToLive = state.Status is RequestStatus.Finished ? FinishedFor : TimeSpan.Zero,
        };
    }

    private async ValueTask<Answer<SynthesisAnswer>> ReadAsync(string requestId, CancellationToken cancellationToken)
    {
        try
        {
            return await agent.GetAsync(requestId, TimeSpan.Zero, null, cancellationToken);
        }
        catch (LedgerException broken)
        {
            McpLog.LedgerUnusable(host.Log, broken, head.Name, broken.Problem.Code);
            throw new McpProtocolException(broken.Problem.ToString(), broken, McpErrorCode.InternalError);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            string id = host.Ids.Next("err_");
            McpLog.Unexpected(host.Log, unexpected, head.Name, id);
            throw new McpProtocolException($"The agent failed unexpectedly (error {id}; its log says more).", unexpected, McpErrorCode.InternalError);
        }
    }

    private static McpProtocolException Unknown(string uri) =>
        new($"Unknown resource '{uri}'. Addresses come from the answers of the tools.", McpErrorCode.InvalidParams);
}
