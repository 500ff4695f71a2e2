namespace VideoGen.Jobs;

/// <summary>The histories of segments that one caller may see. Thread-safe.</summary>
public interface ISegmentHistories
{
    /// <summary>What happened to a segment; null where there is none that the caller may see.</summary>
    ValueTask<SegmentHistory?> FindHistoryAsync(string requestId, string segmentId, CancellationToken cancellationToken);
}
