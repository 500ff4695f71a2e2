using System.Globalization;
using Spectre.Console;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;

namespace VideoGen.Cli.Tables;

/// <summary>An answer for people: delivered segments, where their files are, what failed and what to do, frames, warnings, cost.</summary>
internal static class ResultTable
{
    /// <summary>Writes it.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="answer">What.</param>
    /// <param name="files">Files by segment id, where they were put into a folder of the caller; others show their address.</param>
    public static void Write(Screen screen, SynthesisAnswer answer, IReadOnlyDictionary<string, string> files)
    {
        if (answer.VideoSegments.Length > 0)
        {
            WriteDelivered(screen, answer);
            screen.Gap();
            foreach (VideoSegment segment in answer.VideoSegments)
            {
                screen.Unwrapped($"{segment.SegmentId}  {PlainText.Line(files.GetValueOrDefault(segment.SegmentId, segment.VideoUrl))}");
            }
        }

        foreach (VideoSegment segment in answer.VideoSegments.Where(s => s.ProviderMetadata.Finishing?.Clip is not null))
        {
            screen.Unwrapped($"{segment.SegmentId}  finished: {PlainText.Line(segment.ProviderMetadata.Finishing!.Clip!.VideoUrl)}");
        }

        foreach (Seam seam in answer.Seams ?? [])
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"Seam {seam.From} to {seam.To}: SSIM {seam.Ssim:0.000}, {seam.PsnrDb:0.0} dB. {seam.Warning}").TrimEnd());
        }

        WriteNotes(screen, answer);
        WriteFailed(screen, answer);
        Notices.LeftOut(screen, answer.Frames);
        Notices.Warnings(screen, answer.Warnings);
        screen.Gap();
        screen.Facts(
        [
            ("Request", $"{answer.RequestId} ({(answer.Status is RequestStatus.Finished ? "finished" : "in progress")})"),
            ("Runtime", $"{Figures.Seconds(answer.VideoSegments.Sum(s => s.DurationSeconds))} in {Figures.Count(answer.VideoSegments.Length, "clip")}"),
            ("Cost", CostOf(answer.Cost)),
        ]);
    }

    private static void WriteDelivered(Screen screen, SynthesisAnswer answer)
    {
        if (!screen.IsWide)
        {
            foreach (VideoSegment s in answer.VideoSegments)
            {
                screen.Line($"{s.SegmentId}  scene {s.SceneNumber}, shot {s.ShotOrder}", Styles.Heading);
                screen.Facts(
                    [
                        ("frames", string.Join(", ", s.AssociatedFrames.Select(PlainText.Line))),
                        ("seconds", $"{LengthOf(s)} (wanted/slot/delivered)"),
                        ("clip", $"{s.Width}x{s.Height}, {Figures.Fps(s.Fps)} fps, take {s.Take}"),
                        ("made by", MakerOf(s)),
                        ("cost", s.CostUsd is { } usd ? Figures.Usd(usd) : "not known yet"),
                    ],
                    indent: 2);
            }

            return;
        }

        Table table = Notices.Table("Segment", "Scene/shot", "Frames", "Wanted/slot/\ndelivered", "Size", "FPS", "Take", "Cost", "Made by");
        foreach (VideoSegment s in answer.VideoSegments)
        {
            table.AddRow(
                new Text(s.SegmentId, Styles.Good), new Text($"{s.SceneNumber}/{s.ShotOrder}"), Notices.Frames(s.AssociatedFrames),
                new Text(LengthOf(s)), new Text($"{s.Width}x{s.Height}"), new Text(Figures.Fps(s.Fps)),
                new Text(s.Take.ToString(CultureInfo.InvariantCulture)), new Text(s.CostUsd is { } usd ? Figures.Usd(usd) : "?"), new Text(MakerOf(s)));
        }

        screen.Write(table);
    }

    private static void WriteNotes(Screen screen, SynthesisAnswer answer)
    {
        if (answer.VideoSegments.All(s => s.Notes.IsEmpty && s.MediaProblem is null))
        {
            return;
        }

        screen.Heading("Notes");
        foreach (VideoSegment segment in answer.VideoSegments)
        {
            if (segment.MediaProblem is { } problem)
            {
                bool refused = segment.MediaStatus is MediaStatus.Refused;
                screen.Item(refused ? "✗" : "…", $"{segment.SegmentId}: the media store {(refused ? "refuses the clip" : "does not have the clip yet")}: {PlainText.Line(problem)}", refused ? Styles.Bad : Styles.Attention);
                if (segment.MediaNextStep is { } next)
                {
                    screen.Item("→", PlainText.Line(next), Styles.Quiet, indent: 2);
                }
            }

            foreach (string note in segment.Notes)
            {
                screen.Item("·", $"{segment.SegmentId}: {PlainText.Line(note)}");
            }
        }
    }

    private static void WriteFailed(Screen screen, SynthesisAnswer answer)
    {
        if (answer.FailedSegments.IsEmpty)
        {
            return;
        }

        screen.Heading("Not delivered");
        foreach (FailedSegment failed in answer.FailedSegments)
        {
            bool pending = failed.IsPending;
            string frames = string.Join(", ", failed.AssociatedFrames.Select(PlainText.Line));
            screen.Item(pending ? "…" : "✗", $"{failed.SegmentId}  {Words.Of(failed.Error)}  ({frames})", pending ? Styles.Attention : Styles.Bad);
            screen.Item(" ", PlainText.Line(failed.Message));
            if (failed.Stage is { } stage)
            {
                screen.Item(" ", $"{Words.Of(stage)}{(failed.QueuePosition is { } ahead ? $", {ahead} ahead of it" : failed.Percent is { } part ? $", {part} %" : "")}, {failed.ElapsedSeconds} s after the order");
            }

            screen.Item("→", PlainText.Line(failed.NextStep), Styles.Quiet, indent: 2);
            screen.Item(" ", $"billed: {Words.Of(failed.Billed)}{(failed.ProviderUrl is { } url ? $"; the provider has it at {PlainText.Line(url)}" : "")}");
        }
    }

    private static string LengthOf(VideoSegment s) =>
        string.Create(CultureInfo.InvariantCulture, $"{s.WantedSeconds:0.###}/{s.SlotSeconds:0.###}/{s.DurationSeconds:0.###} s");

    private static string MakerOf(VideoSegment s) =>
        s.ProviderMetadata.Provider == "animatic" ? "animatic (free preview)" : PlainText.Line(s.ProviderMetadata.Model);

    private static string CostOf(CostReport cost) =>
        cost is { BilledUsd: 0, ReservedUsd: 0 }
            ? Figures.Usd(cost.EstimatedUsd == 0 ? 0 : cost.BilledUsd)
            : $"{(cost.BilledUsd == 0 ? "nothing billed yet" : $"{Figures.Usd(cost.BilledUsd)} billed")}, {(cost.ReservedUsd == 0 ? "nothing" : Figures.Usd(cost.ReservedUsd))} set aside, {Figures.Usd(cost.EstimatedUsd)} planned";
}
