using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Resources;

/// <summary>One kind of record.</summary>
internal sealed class RecordResource(ResourceTemplate head, McpHost host) : McpServerResource
{
    /// <summary>Finds a record by the ids of its address; null where there is none.</summary>
    public required Func<string[], CancellationToken, ValueTask<FoundRecord?>> Find { get; init; }

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
        FoundRecord record = await ProtocolFailure.TellAsync(host, head.Name, () => Find(ids, cancellationToken)) ?? throw Unknown(uri);
        return new()
        {
            Contents = [new TextResourceContents { Uri = uri, MimeType = head.MimeType, Text = record.Json }],
            CacheScope = CacheScope.Private,
            TimeToLive = record.FreshFor,
        };
    }

    private static McpProtocolException Unknown(string uri) =>
        new($"Unknown resource '{uri}'. Addresses come from the answers of the tools and from resources/list.", McpErrorCode.InvalidParams);
}
