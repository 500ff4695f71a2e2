using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Resources;

/// <summary><c>completion/complete</c>: ids for the addresses of records, and what reports are grouped by. For anything else there is nothing to propose.</summary>
internal sealed class RecordCompletion(McpAgent agent, McpHost host)
{
    private const int MostValues = 100; // as the protocol allows
    private const int LookBack = 500;

    /// <summary>Proposes values.</summary>
    public async ValueTask<CompleteResult> CompleteAsync(RequestContext<CompleteRequestParams> request, CancellationToken cancellationToken)
    {
        string template = (request.Params.Ref as ResourceTemplateReference)?.Uri ?? "";
        string begun = request.Params.Argument.Value;
        IEnumerable<string> known = await ProtocolFailure.TellAsync(host, "completion/complete", () => (template, request.Params.Argument.Name) switch
        {
            (RecordAddress.RequestTemplate or RecordAddress.SegmentTemplate or RecordAddress.PosterTemplate or RecordAddress.ProxyTemplate, "request_id") => RequestIdsAsync(cancellationToken),
            (RecordAddress.SegmentTemplate or RecordAddress.PosterTemplate or RecordAddress.ProxyTemplate, "segment_id") => SegmentIdsAsync(request.Params.Context?.Arguments, cancellationToken),
            (RecordAddress.PromptTemplate, "template_id") => TemplateIdsAsync(cancellationToken),
            (ReportResource.Template, ReportQueryReader.By) => new(ReportQueryReader.GroupNames),
            (ExportResource.Template, ExportQueryReader.Format) => new(ExportQueryReader.FormatNames),
            (ExportResource.Template, ExportQueryReader.Request) => RequestIdsAsync(cancellationToken),
            _ => new ValueTask<IEnumerable<string>>([]),
        });
        string[] fitting = [.. known.Where(id => id.StartsWith(begun, StringComparison.Ordinal))];
        return new()
        {
            Completion = new() { Values = [.. fitting.Take(MostValues)], Total = fitting.Length, HasMore = fitting.Length > MostValues },
        };
    }

    private async ValueTask<IEnumerable<string>> RequestIdsAsync(CancellationToken cancellationToken) =>
        (await agent.Requests.ListAsync(LookBack, cancellationToken)).Select(r => r.Id);

    private async ValueTask<IEnumerable<string>> TemplateIdsAsync(CancellationToken cancellationToken) =>
        (await agent.Catalog.ReadAsync(cancellationToken)).Templates.Select(t => t.Id);

    private async ValueTask<IEnumerable<string>> SegmentIdsAsync(IDictionary<string, string>? filled, CancellationToken cancellationToken) =>
        filled is not null
        && filled.TryGetValue("request_id", out string? requestId)
        && await agent.Segments.GetAsync(requestId, TimeSpan.Zero, null, cancellationToken) is Answer<SynthesisAnswer>.Given { Value: { } state }
            ? state.VideoSegments.Select(s => s.SegmentId).Concat(state.FailedSegments.Select(s => s.SegmentId)).Order(StringComparer.Ordinal)
            : [];
}
