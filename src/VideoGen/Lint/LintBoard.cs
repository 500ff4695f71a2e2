using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Lint;

/// <summary>What is linted: the planned segments of one request or more.</summary>
/// <param name="Requests">The segments of each request.</param>
/// <param name="MaxRuntimeSeconds">Longest runtime of a request.</param>
internal sealed record LintBoard(ImmutableArray<ImmutableArray<SegmentPlan>> Requests, decimal MaxRuntimeSeconds)
{
    /// <summary>The stills that could be read, by frame id.</summary>
    public IReadOnlyDictionary<string, BoardPicture> Pictures { get; init; } = ImmutableDictionary<string, BoardPicture>.Empty;

    /// <summary>True where warnings beside the findings tell of paid stills that are smaller than the clip.</summary>
    public bool WarnsOfSizes { get; init; }

    /// <summary>The still of a frame; null where it has none, or it could not be read.</summary>
    public BoardPicture? PictureOf(Frame frame) => Pictures.GetValueOrDefault(frame.Id);

    /// <summary>All segments.</summary>
    public ImmutableArray<SegmentPlan> Segments { get; } = [.. Requests.SelectMany(r => r)];

    /// <summary>All frames, each with the seconds that it gets.</summary>
    public IEnumerable<(Frame Frame, decimal Seconds)> Frames => Segments.SelectMany(s => s.Frames.Select((f, i) => (f, Seconds(s, i)))).DistinctBy(f => f.f.Id);

    /// <summary>Neighbours of one scene.</summary>
    public IEnumerable<(Frame One, Frame Next)> Neighbours
    {
        get
        {
            Frame[] frames = [.. Segments.SelectMany(s => s.Frames).DistinctBy(f => f.Id)];
            return frames.Zip(frames.Skip(1)).Where(pair => pair.First.Scene == pair.Second.Scene);
        }
    }

    private static decimal Seconds(SegmentPlan segment, int frame)
    {
        decimal wished = segment.ShotSeconds.Sum();
        return wished > 0 ? segment.Planned.WantedSeconds * segment.ShotSeconds[frame] / wished : segment.Planned.WantedSeconds / segment.Frames.Length;
    }
}
