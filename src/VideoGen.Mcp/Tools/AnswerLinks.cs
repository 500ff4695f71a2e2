using System.Collections.Immutable;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;
using VideoGen.Mcp.Resources;

namespace VideoGen.Mcp.Tools;

/// <summary>Links to what an answer speaks of: each clip, and the record of the request.</summary>
internal static class AnswerLinks
{
    public static ImmutableArray<ResourceLinkBlock> Of(SynthesisAnswer answer) =>
    [
        .. answer.VideoSegments.Select(segment => new ResourceLinkBlock
        {
            Uri = segment.VideoUrl,
            Name = $"{answer.RequestId}/{segment.SegmentId}",
            Title = $"{segment.SegmentId}: scene {segment.SceneNumber}, shot {segment.ShotOrder}",
            Description = $"{segment.DurationSeconds} s, {segment.Width}x{segment.Height}, {segment.Fps} fps",
            MimeType = "video/mp4",
            Size = segment.FileSize,
        }),
        Request(answer.RequestId),
    ];

    public static ImmutableArray<ResourceLinkBlock> Of(RequestList list) => [.. list.Requests.Select(r => Request(r.RequestId))];

    private static ResourceLinkBlock Request(string requestId) => new()
    {
        Uri = RecordAddress.OfRequest(requestId),
        Name = requestId,
        Title = $"Request {requestId}",
        Description = "State and results of the request.",
        MimeType = "application/json",
    };
}
