using System.Collections.Immutable;
using System.Globalization;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Catalog;
using VideoGen.Jobs;

namespace VideoGen.Mcp.Resources;

/// <summary><c>resources/list</c>: the newest requests, then the prompt templates. It changes with every request and is not to be kept.</summary>
internal sealed class RecordList(McpAgent agent, McpHost host)
{
    /// <summary>Most requests that are listed; older ones are found by their id.</summary>
    public const int MostRequests = 50;

    /// <summary>Lists them behind what else is listed.</summary>
    public McpRequestHandler<ListResourcesRequestParams, ListResourcesResult> Add(McpRequestHandler<ListResourcesRequestParams, ListResourcesResult> next) =>
        async (request, cancellationToken) =>
        {
            ListResourcesResult list = await next(request, cancellationToken);
            await ProtocolFailure.TellAsync(host, "resources/list", async () =>
            {
                ImmutableArray<RequestRecord> requests = await agent.Requests.ListAsync(MostRequests, cancellationToken);
                foreach (Resource one in requests.Select(Of).Concat((await agent.Catalog.ReadAsync(cancellationToken)).Templates.Select(Of)))
                {
                    list.Resources.Add(one);
                }

                return list;
            });
            (list.TimeToLive, list.CacheScope) = (TimeSpan.Zero, CacheScope.Private);
            return list;
        };

    private static Resource Of(RequestRecord request) => new()
    {
        Uri = RecordAddress.OfRequest(request.Id),
        Name = request.Id,
        Title = $"Request {request.Id}",
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"{request.ProjectId}/{request.EpisodeId}, {request.Plan.Segments.Length} segments with {request.Plan.Provider}, accepted {request.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"),
        MimeType = "application/json",
    };

    private static Resource Of(PromptTemplate template) => new()
    {
        Uri = RecordAddress.OfTemplate(template.Id),
        Name = template.Id,
        Title = $"Prompt template {template.Name}, version {template.Version}",
        Description = template.Model is { } model ? $"Written for {model}." : "For any model.",
        MimeType = "application/json",
        Annotations = new() { LastModified = template.UpdatedAt },
    };
}
