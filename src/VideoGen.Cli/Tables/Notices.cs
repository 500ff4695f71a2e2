using System.Collections.Immutable;
using Spectre.Console;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;

namespace VideoGen.Cli.Tables;

/// <summary>The parts that plans, results and refusals share.</summary>
internal static class Notices
{
    /// <summary>An empty table in the house style.</summary>
    public static Table Table(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Horizontal).BorderStyle(Styles.Quiet);
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, Styles.Heading)));
        }

        return table;
    }

    /// <summary>Frames of a segment, one a line.</summary>
    public static Text Frames(ImmutableArray<string> frames) => new(string.Join('\n', frames.Select(PlainText.Line)));

    /// <summary>Problems: code and place, what is wrong, what to do.</summary>
    public static void Problems(Screen screen, ImmutableArray<Problem> problems)
    {
        foreach (Problem problem in problems)
        {
            string place = problem.Pointer.Length == 0 ? "" : $" at {PlainText.Line(problem.Pointer)}";
            screen.Item("✗", PlainText.Line(problem.Code) + place, Styles.Bad);
            screen.Item(" ", PlainText.Line(problem.Message));
            screen.Item("→", PlainText.Line(problem.Remedy), Styles.Quiet, indent: 2);
        }
    }

    /// <summary>Frames that are part of no segment.</summary>
    public static void LeftOut(Screen screen, ImmutableArray<FrameReport> frames)
    {
        FrameReport[] left = [.. frames.Where(f => f.Status is FrameStatus.LeftOut)];
        if (left.Length == 0)
        {
            return;
        }

        screen.Heading("Left out");
        foreach (FrameReport frame in left)
        {
            screen.Item("·", $"{PlainText.Line(frame.FrameId)}: {PlainText.Line(frame.Message ?? "not part of any segment.")}");
        }
    }

    /// <summary>Warnings.</summary>
    public static void Warnings(Screen screen, ImmutableArray<Warning> warnings)
    {
        if (warnings.IsEmpty)
        {
            return;
        }

        screen.Heading("Warnings");
        foreach (Warning warning in warnings)
        {
            string place = warning.Pointer.Length == 0 ? "" : $" at {PlainText.Line(warning.Pointer)}";
            screen.Item("!", $"{PlainText.Line(warning.Code)}{place}: {PlainText.Line(warning.Message)}", Styles.Attention);
        }
    }

    /// <summary>Batches with their prices, where there is more than one.</summary>
    public static void Batches(Screen screen, Refusal refusal)
    {
        if (refusal.Batches is not { Length: > 1 } batches)
        {
            return;
        }

        screen.Heading("Batches that fit (plan --all-batches shows them in full, generate --all-batches runs them one after the other)");
        foreach (BatchPlan batch in batches)
        {
            screen.Item($"{batch.Number}", $"{string.Join(", ", batch.FrameIds.Select(PlainText.Line))}: {Figures.Seconds(batch.TotalSeconds)}, {Figures.Usd(batch.EstimatedCostUsd)}");
        }

        screen.Line($"All together {Figures.Usd(refusal.EstimatedCostUsd ?? 0)}.");
    }
}
