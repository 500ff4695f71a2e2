using VideoGen.Contract;

namespace VideoGen.Mcp.Tasks;

/// <summary>Where a request stands, in one line.</summary>
internal static class TaskText
{
    /// <summary>While it goes on: the latest news where there are any, else what the ledger says of each segment.</summary>
    public static string Working(SynthesisAnswer answer, string? news) =>
        $"{Delivered(answer)} {news ?? string.Join(' ', answer.FailedSegments.Select(s => $"{s.SegmentId}: {s.Message}"))}";

    /// <summary>At its end.</summary>
    public static string Ended(SynthesisAnswer answer) =>
        $"{Delivered(answer)} {string.Join(' ', answer.FailedSegments.Select(s => $"{s.SegmentId}: {s.Message}"))}".TrimEnd();

    private static string Delivered(SynthesisAnswer answer) =>
        $"{answer.VideoSegments.Length} of {answer.VideoSegments.Length + answer.FailedSegments.Length} segments delivered.";
}
