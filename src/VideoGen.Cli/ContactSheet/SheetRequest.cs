using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Cli.ContactSheet;

/// <summary>One request on a contact sheet.</summary>
/// <param name="Answer">Its answer.</param>
/// <param name="Record">The request in the ledger: project, episode, date, plan; null where it is not known.</param>
/// <param name="Clips">File names of delivered clips by segment id, relative to the sheet.</param>
/// <param name="Stills">Paths of frame pictures by frame id, relative to the sheet.</param>
internal sealed record SheetRequest(
    SynthesisAnswer Answer, RequestRecord? Record, ImmutableDictionary<string, string> Clips, ImmutableDictionary<string, string> Stills)
{
    /// <summary>Camera notes by frame id, where there are any.</summary>
    public ImmutableDictionary<string, string> CameraNotes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Its segments as they were planned, by segment id.</summary>
    public PlannedSegment? Planned(string segmentId) => Record?.Plan.Segments.FirstOrDefault(s => s.SegmentId == segmentId);

    /// <summary>The segments of the answer, delivered or not, in the order of the film.</summary>
    public IEnumerable<(VideoSegment? Delivered, FailedSegment? Missing)> InOrder() =>
        Answer.VideoSegments.Select(s => (s.SceneNumber, s.ShotOrder, Entry: ((VideoSegment?)s, (FailedSegment?)null)))
            .Concat(Answer.FailedSegments.Select(s => (s.SceneNumber, s.ShotOrder, Entry: ((VideoSegment?)null, (FailedSegment?)s))))
            .OrderBy(s => s.SceneNumber).ThenBy(s => s.ShotOrder)
            .Select(s => s.Entry);
}
