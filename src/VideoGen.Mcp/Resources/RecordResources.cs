using ModelContextProtocol.Server;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Resources;

/// <summary>The kinds of records that clients can read.</summary>
internal static class RecordResources
{
    private const string Json = "application/json";

    public static IEnumerable<McpServerResource> Over(IVideoSegments agent, McpHost host)
    {
        yield return new RecordResource(
            new()
            {
                UriTemplate = RecordAddress.RequestTemplate,
                Name = "request",
                Title = "Request",
                Description = "State and results of a request, as get_video_segments answers them.",
                MimeType = Json,
            },
            agent,
            host)
        {
            Pick = (state, _) => ReadableJson.Write(state),
        };
        yield return new RecordResource(
            new()
            {
                UriTemplate = RecordAddress.SegmentTemplate,
                Name = "segment",
                Title = "Segment",
                Description = "One segment of a request: the delivered clip, or why there is none (yet).",
                MimeType = Json,
            },
            agent,
            host)
        {
            Pick = (state, ids) => Segment(state, ids[1]),
        };
    }

    private static string? Segment(SynthesisAnswer state, string segmentId)
    {
        if (state.VideoSegments.FirstOrDefault(s => s.SegmentId == segmentId) is { } delivered)
        {
            return ReadableJson.Write(delivered);
        }

        return state.FailedSegments.FirstOrDefault(s => s.SegmentId == segmentId) is { } failed ? ReadableJson.Write(failed) : null;
    }
}
