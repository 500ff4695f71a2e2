using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>One thing that really happened to a segment.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="SegmentId"><c>SEGMENT_1</c>….</param>
/// <param name="Number">Number of the segment, from 1.</param>
/// <param name="Total">Segments of the request.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Fraction">Progress of this segment, 0 to 1, never falling.</param>
/// <param name="Message">For people: "segment 2 of 3: in queue, position 4".</param>
public sealed record SegmentProgress(
    string RequestId, string SegmentId, int Number, int Total, JobState State, double Fraction, string Message);
