using VideoGen.Contract;

namespace VideoGen.Mcp.Resources;

/// <summary>Records that are read from the state of their request, as JSON.</summary>
internal static class RecordText
{
    /// <summary>The record at an address, or null where the request has no such record.</summary>
    public static string? Of(string address, SynthesisAnswer state) =>
        RecordAddress.Parse(RecordAddress.SegmentTemplate, address) is [_, var segmentId] ? Segment(state, segmentId) : ReadableJson.Write(state);

    /// <summary>One segment, or null where there is none of that id.</summary>
    public static string? Segment(SynthesisAnswer state, string segmentId)
    {
        if (state.VideoSegments.FirstOrDefault(s => s.SegmentId == segmentId) is { } delivered)
        {
            return ReadableJson.Write(delivered);
        }

        return state.FailedSegments.FirstOrDefault(s => s.SegmentId == segmentId) is { } failed ? ReadableJson.Write(failed) : null;
    }
}
