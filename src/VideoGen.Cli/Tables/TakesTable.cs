using System.Collections.Immutable;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;

namespace VideoGen.Cli.Tables;

/// <summary>The takes of an answer for people.</summary>
internal static class TakesTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Screen screen, SynthesisAnswer answer)
    {
        if (answer.VideoSegments.IsEmpty)
        {
            screen.Line("Nothing is delivered yet.");
        }

        foreach (VideoSegment segment in answer.VideoSegments)
        {
            screen.Heading($"{segment.SegmentId}  scene {segment.SceneNumber}, shot {segment.ShotOrder}");
            foreach (OtherTake take in Rows(segment, answer.RequestId))
            {
                string who = take.ChosenBy is { } by ? $", chosen by {PlainText.Line(by)} on {take.ChosenAt:yyyy-MM-dd HH:mm} UTC" : take.Chosen ? ", chosen" : "";
                string cost = take.CostUsd is { } usd ? Figures.Usd(usd) : "cost not known yet";
                screen.Item(take.Chosen ? "●" : "○", $"take {take.Take}  {PlainText.Line(take.Model)}, {cost}{who}", take.Chosen ? Styles.Good : Styles.Quiet);
                screen.Unwrapped($"    {take.RequestId} {take.SegmentId}  {PlainText.Line(take.VideoUrl)}");
            }
        }
    }

    /// <summary>Every take of a segment's place, by number.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="requestId">Its request.</param>
    public static ImmutableArray<OtherTake> Rows(VideoSegment segment, string requestId) =>
    [
        .. (segment.OtherTakes ?? []).Append(new OtherTake
        {
            Take = segment.Take,
            Chosen = segment.Chosen,
            ChosenBy = segment.ChosenBy,
            ChosenAt = segment.ChosenAt,
            RequestId = requestId,
            SegmentId = segment.SegmentId,
            JobId = segment.ProviderMetadata.JobId,
            VideoUrl = segment.VideoUrl,
            DurationSeconds = segment.DurationSeconds,
            Fps = segment.Fps,
            Provider = segment.ProviderMetadata.Provider,
            Model = segment.ProviderMetadata.Model,
            CostUsd = segment.CostUsd,
        }).OrderBy(t => t.Take),
    ];
}
