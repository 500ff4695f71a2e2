using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Previews;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Resources;

/// <summary>The kinds of records that clients can read.</summary>
internal static class RecordResources
{
    private const string Json = "application/json";
    private const string Jpeg = "image/jpeg";
    private const string Mp4 = "video/mp4";

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
            Head(RecordAddress.HistoryTemplate, "history", "History", "What happened to a segment, oldest first, with times."), host)
        {
            Find = async (ids, end) => agent.Histories is { } histories && await histories.FindHistoryAsync(ids[0], ids[1], end) is { } history
                ? new FoundRecord(HistoryText.Of(history), TimeSpan.Zero)
                : null,
        };
        yield return new RecordResource(
            Head(RecordAddress.PromptTemplate, "template", "Prompt template", "One version of a motion prompt template: its text, and the model it is written for."), host)
        {
            Find = async (ids, end) => (await agent.Catalog.ReadAsync(end)).Templates.FirstOrDefault(t => t.Id == ids[0]) is { } template
                ? new FoundRecord(JsonSerializer.Serialize(template, CatalogJson.Default.PromptTemplate), TemplateFor)
                : null,
        };
        yield return new PreviewResource(Head(RecordAddress.PictureTemplate, "picture", "Picture", "The still of a frame of a plan of yours, small; for a day.", Jpeg), host)
        {
            Find = (ids, end) => agent.Previews?.FindStillAsync(ids[0], ids[1], end) ?? default,
        };
        yield return new PreviewResource(Head(RecordAddress.PosterTemplate, "poster", "Poster", "The first picture of a delivered segment.", Jpeg), host)
        {
            Find = (ids, end) => agent.Previews?.FindAsync(ids[0], ids[1], PreviewKind.Poster, end) ?? default,
        };
        yield return new PreviewResource(Head(RecordAddress.ProxyTemplate, "proxy", "Proxy", "A small silent copy of a delivered segment, at most 640x360 and about 100 kB.", Mp4), host)
        {
            Find = (ids, end) => agent.Previews?.FindAsync(ids[0], ids[1], PreviewKind.Proxy, end) ?? default,
        };
        yield return new ReportResource(agent, host);
        yield return new ExportResource(agent, host);
    }

    private static ResourceTemplate Head(string template, string name, string title, string description, string mediaType = Json) =>
        new() { UriTemplate = template, Name = name, Title = title, Description = description, MimeType = mediaType };

    private static async ValueTask<FoundRecord?> FromRequestAsync(
        McpAgent agent, string requestId, Func<SynthesisAnswer, string?> pick, CancellationToken cancellationToken) =>
        await agent.Segments.GetAsync(requestId, TimeSpan.Zero, null, cancellationToken) is Answer<SynthesisAnswer>.Given { Value: { } state }
        && pick(state) is { } json
            ? new FoundRecord(json, state.Status is RequestStatus.Finished ? FinishedFor : TimeSpan.Zero)
            : null;
}
