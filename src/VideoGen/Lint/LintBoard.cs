using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Lint;

/// <summary>What is linted: the planned segments of one request or more.</summary>
/// <param name="Requests">The segments of each request.</param>
/// <param name="MaxRuntimeSeconds">Longest runtime of a request.</param>
internal sealed record LintBoard(ImmutableArray<ImmutableArray<SegmentPlan>> Requests, decimal MaxRuntimeSeconds)
{
    /// <summary>All segments.</summary>
    public ImmutableArray<SegmentPlan> Segments { get; } = [.. Requests.SelectMany(r => r)];

    /// <summary>All frames, each with the seconds that it gets.</summary>
    public IEnumerable<(Frame Frame, decimal Seconds)> Frames => Segments.SelectMany(s => s.Frames.Select((f, i) => (f, Seconds(s, i))));

    /// <summary>Neighbours of one scene.</summary>
    public IEnumerable<(Frame One, Frame Next)> Neighbours
    {
        get
        {
            Frame[] frames = [.. Segments.SelectMany(s => s.Frames)];
            return frames.Zip(frames.Skip(1)).Where(pair => pair.First.Scene == pair.Second.Scene);
        }
    }

    private static decimal Seconds(SegmentPlan segment, int frame)
    {
        decimal wished = segment.ShotSeconds.Sum();
        return wished > 0 ? segment.Planned.WantedSeconds * segment.ShotSeconds[frame] / wished : segment.Planned.WantedSeconds / segment.Frames.Length;
    }
}
