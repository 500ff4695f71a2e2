using Spectre.Console;
using VideoGen.Cli.Lint;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;

namespace VideoGen.Cli.Tables;

/// <summary>A plan for people: segments, prompts, decisions, frames left out, warnings, batches, hash and price.</summary>
internal static class PlanTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Screen screen, PlanAnswer plan)
    {
        if (screen.IsWide)
        {
            WriteTable(screen, plan);
        }
        else
        {
            WriteList(screen, plan);
        }

        screen.Heading("Prompts");
        foreach (PlannedSegment segment in plan.Segments)
        {
            screen.Item(
                segment.SegmentId,
                $"{PlainText.Line(segment.Prompt)}\n(template {PlainText.Line(segment.TemplateId)}, version {segment.TemplateVersion})");
        }

        WriteDecisions(screen, plan);
        Notices.LeftOut(screen, plan.Frames);
        Notices.Warnings(screen, plan.Warnings);
        if (plan.Lint is { IsDefaultOrEmpty: false } lint)
        {
            screen.Heading("Lint");
            LintTable.Findings(screen, lint);
        }

        ComparisonTable.Write(screen, plan.Comparison);
        screen.Gap();
        screen.Facts(
        [
            ("Provider", PlainText.Line(plan.Provider)),
            ("Total", $"{Figures.Seconds(plan.TotalSeconds)}, {Figures.Usd(plan.EstimatedCostUsd)}"),
            ("Plan hash", plan.PlanHash),
        ]);
    }

    private static void WriteTable(Screen screen, PlanAnswer plan)
    {
        Table table = Notices.Table("Segment", "Scene/shot", "Frames", "Story-\nboard", "Wanted", "Slot", "Price", "Model");
        foreach (PlannedSegment s in plan.Segments)
        {
            table.AddRow(
                new Text(s.SegmentId), new Text($"{s.SceneNumber}/{s.ShotOrder}"), Notices.Frames(s.AssociatedFrames),
                new Text(StoryboardOf(s)), new Text(Figures.Seconds(s.WantedSeconds)), new Text(Figures.Seconds(s.SlotSeconds)),
                new Text(Figures.Usd(s.EstimatedCostUsd)), new Text(PlainText.Line(s.Model)));
        }

        screen.Write(table);
    }

    private static void WriteList(Screen screen, PlanAnswer plan)
    {
        foreach (PlannedSegment s in plan.Segments)
        {
            screen.Line($"{s.SegmentId}  scene {s.SceneNumber}, shot {s.ShotOrder}", Styles.Heading);
            screen.Facts(
                [
                    ("frames", string.Join(", ", s.AssociatedFrames.Select(PlainText.Line))),
                    ("storyboard", StoryboardOf(s)),
                    ("wanted", Figures.Seconds(s.WantedSeconds)),
                    ("slot", Figures.Seconds(s.SlotSeconds)),
                    ("price", Figures.Usd(s.EstimatedCostUsd)),
                    ("model", PlainText.Line(s.Model)),
                ],
                indent: 2);
        }
    }

    private static string StoryboardOf(PlannedSegment s) => Figures.Seconds(s.StoryboardSeconds ?? s.WantedSeconds);

    private static void WriteDecisions(Screen screen, PlanAnswer plan)
    {
        if (plan.Decisions.IsEmpty && plan.Segments.All(s => s.Decisions.IsEmpty))
        {
            return;
        }

        screen.Heading("Decisions");
        foreach (string decision in plan.Decisions)
        {
            screen.Item("·", PlainText.Line(decision));
        }

        foreach (PlannedSegment segment in plan.Segments)
        {
            foreach (string decision in segment.Decisions)
            {
                screen.Item("·", $"{segment.SegmentId}: {PlainText.Line(decision)}");
            }
        }
    }
}
