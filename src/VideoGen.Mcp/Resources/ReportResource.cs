using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Contract;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Resources;

/// <summary>The report, under one address with what it is about as the query. It is as of now, and not to be kept.</summary>
internal sealed class ReportResource(McpAgent agent, McpHost host) : McpServerResource
{
    /// <summary>The form of its address; every member may be left out.</summary>
    public const string Template = $"videogen://report{{?{ReportQueryReader.Project},{ReportQueryReader.Episode},{ReportQueryReader.Since},{ReportQueryReader.By}}}";

    private static readonly QueryAddress Address = new(Template);

    private static readonly ResourceTemplate Head = new()
    {
        UriTemplate = Template,
        Name = "report",
        Title = "Report",
        Description = $"Success rate, latency (p50, p95), seconds, spend, waste and takes per segment of what you ordered. since: a day (2026-11-01, UTC) or a time; by: {string.Join(", ", ReportQueryReader.GroupNames)}.",
        MimeType = "application/json",
    };

    /// <inheritdoc/>
    public override ResourceTemplate ProtocolResourceTemplate => Head;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override bool IsMatch(string uri) => Address.IsMatch(uri);

    /// <inheritdoc/>
    public override async ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken = default)
    {
        string uri = request.Params.Uri;
        ReportQuery query = ReportQueryReader.Read(Address.Members(uri), out Refusal? wrong) ?? throw QueryAddress.Refused(wrong!);
        Answer<Report> answer = await ProtocolFailure.TellAsync(host, Head.Name, () => agent.Reports.ReadAsync(query, cancellationToken));
        return answer switch
        {
            Answer<Report>.Given { Value: var report } => new()
            {
                Contents = [new TextResourceContents { Uri = uri, MimeType = Head.MimeType, Text = ReadableJson.Write(report) }],
                CacheScope = CacheScope.Private,
                TimeToLive = TimeSpan.Zero,
            },
            Answer<Report>.Refused refused => throw QueryAddress.Refused(refused.Refusal),
            _ => throw new System.Diagnostics.UnreachableException("A report is given or refused."),
        };
    }
}
