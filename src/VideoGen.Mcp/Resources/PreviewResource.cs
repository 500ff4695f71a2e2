using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Previews;

namespace VideoGen.Mcp.Resources;

/// <summary>One kind of small pictures or clips, as bytes.</summary>
internal sealed class PreviewResource(ResourceTemplate head, McpHost host) : McpServerResource
{
    // It is named by what it shows; a clip that is delivered anew is seen a little later.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    /// <summary>Finds one by the ids of its address; null where there is none.</summary>
    public required Func<string[], CancellationToken, ValueTask<Preview?>> Find { get; init; }

    /// <inheritdoc/>
    public override ResourceTemplate ProtocolResourceTemplate => head;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override bool IsMatch(string uri) => RecordAddress.Parse(head.UriTemplate, uri) is not null;

    /// <inheritdoc/>
    public override async ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken = default)
    {
        string uri = request.Params.Uri;
        string[] ids = RecordAddress.Parse(head.UriTemplate, uri) ?? throw Unknown(uri);
        Preview preview = await ProtocolFailure.TellAsync(host, head.Name, () => Find(ids, cancellationToken)) ?? throw Unknown(uri);
        return new()
        {
            Contents = [BlobResourceContents.FromBytes(preview.Bytes, uri, preview.MediaType)],
            CacheScope = CacheScope.Private,
            TimeToLive = FreshFor,
        };
    }

    private static McpProtocolException Unknown(string uri) =>
        new($"Unknown resource '{uri}'. It is there once the segment is delivered, or for a day after the plan was made.", McpErrorCode.InvalidParams);
}
