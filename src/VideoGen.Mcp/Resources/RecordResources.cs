using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Resources;

/// <summary>The kinds of records that clients can read.</summary>
internal static class RecordResources
{
    private const string Json = "application/json";

    // A finished request changes only when a clip is redelivered or moves to the media store; a version of a template never does.
    private static readonly TimeSpan FinishedFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ModelsFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TemplateFor = TimeSpan.FromHours(1);

    public static IEnumerable<McpServerResource> Over(McpAgent agent, McpHost host)
    {
        yield return new RecordResource(
            Head(RecordAddress.Models, "models", "Models", "Every provider with its models: stills they take, lengths, prices. For video_settings.provider_override and model."), host)
        {
            Find = async (_, end) => new FoundRecord(ReadableJson.Write(ModelCatalog.Of(await agent.Catalog.ReadAsync(end))), ModelsFor),
        };
        yield return new RecordResource(
            Head(RecordAddress.RequestTemplate, "request", "Request", "State and results of a request, as get_video_segments answers them."), host)
        {
            Find = (ids, end) => FromRequestAsync(agent, ids[0], ReadableJson.Write, end),
        };
        yield return new RecordResource(
            Head(RecordAddress.SegmentTemplate, "segment", "Segment", "One segment of a request: the delivered clip, or why there is none (yet)."), host)
        {
            Find = (ids, end) => FromRequestAsync(agent, ids[0], state => RecordText.Segment(state, ids[1]), end),
        };
        yield return new RecordResource(
            Head(RecordAddress.PromptTemplate, "template", "Prompt template", "One version of a motion prompt template: its text, and the model it is written for."), host)
        {
            Find = async (ids, end) => (await agent.Catalog.ReadAsync(end)).Templates.FirstOrDefault(t => t.Id == ids[0]) is { } template
                ? new FoundRecord(JsonSerializer.Serialize(template, CatalogJson.Default.PromptTemplate), TemplateFor)
                : null,
        };
        yield return new ReportResource(agent, host);
        yield return new ExportResource(agent, host);
    }

    private static ResourceTemplate Head(string template, string name, string title, string description) =>
        new() { UriTemplate = template, Name = name, Title = title, Description = description, MimeType = Json };

    private static async ValueTask<FoundRecord?> FromRequestAsync(
        McpAgent agent, string requestId, Func<SynthesisAnswer, string?> pick, CancellationToken cancellationToken) =>
        await agent.Segments.GetAsync(requestId, TimeSpan.Zero, null, cancellationToken) is Answer<SynthesisAnswer>.Given { Value: { } state }
        && pick(state) is { } json
            ? new FoundRecord(json, state.Status is RequestStatus.Finished ? FinishedFor : TimeSpan.Zero)
            : null;
}
