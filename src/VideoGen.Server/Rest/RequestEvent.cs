using System.ComponentModel;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Server.Rest;

/// <summary>One thing that happened to a segment, as an event stream tells it.</summary>
internal sealed record RequestEvent
{
    [Description("The request.")]
    public required string RequestId { get; init; }

    [Description("The segment.")]
    public required string SegmentId { get; init; }

    [Description("Number of the segment, from 1.")]
    public required int Number { get; init; }

    [Description("Segments of the request.")]
    public required int Total { get; init; }

    [Description("Where the segment stands.")]
    public required JobState State { get; init; }

    [Description("How far the segment is, 0 to 1, never falling.")]
    public required double Progress { get; init; }

    [Description("For people.")]
    public required string Message { get; init; }

    public static RequestEvent Of(SegmentProgress progress) => new()
    {
        RequestId = progress.RequestId,
        SegmentId = progress.SegmentId,
        Number = progress.Number,
        Total = progress.Total,
        State = progress.State,
        Progress = Math.Round(Math.Clamp(progress.Fraction, 0, 1), 3),
        Message = progress.Message,
    };
}
