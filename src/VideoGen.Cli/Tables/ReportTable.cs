using System.Globalization;
using Spectre.Console;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Reports;

namespace VideoGen.Cli.Tables;

/// <summary>A report for people: a row for each group, and one for all at the end.</summary>
internal static class ReportTable
{
    private const string Nothing = "–";

    /// <summary>Writes it.</summary>
    public static void Write(Screen screen, Report report)
    {
        if (report.All.Segments == 0)
        {
            screen.Line("No segment was ordered that this report is about.");
            return;
        }

        ReportRow[] rows = [.. report.Groups, report.All];
        if (!screen.IsWide)
        {
            foreach (ReportRow row in rows)
            {
                screen.Item("·", PlainText.Line(row.Group));
                screen.Item(" ", Outcomes(row));
                screen.Item(" ", $"success {Rate(row.SuccessRate)}, latency p50 {Seconds(row.LatencyP50Seconds)}, p95 {Seconds(row.LatencyP95Seconds)}");
                screen.Item(" ", $"{Seconds(row.DeliveredSeconds)} delivered, {Seconds(row.BilledSeconds)} billed, {Seconds(row.WasteSeconds)} waste, {Usd(row.SpendUsd)}, {Takes(row)} takes a segment");
            }

            return;
        }

        Table table = Notices.Table("Group", "Segments", "Success", "p50", "p95", "Delivered", "Billed", "Waste", "Spend", "Takes");
        foreach (ReportRow row in rows)
        {
            table.AddRow(
                new Text(PlainText.Line(row.Group)), new Text(Outcomes(row)), new Text(Rate(row.SuccessRate)),
                new Text(Seconds(row.LatencyP50Seconds)), new Text(Seconds(row.LatencyP95Seconds)), new Text(Seconds(row.DeliveredSeconds)),
                new Text(Seconds(row.BilledSeconds)), new Text(Seconds(row.WasteSeconds)), new Text(Usd(row.SpendUsd)), new Text(Takes(row)));
        }

        screen.Write(table);
    }

    private static string Outcomes(ReportRow row)
    {
        (int Number, string Word)[] all =
        [
            (row.Succeeded, "succeeded"), (row.Failed, "failed"), (row.Cancelled, "cancelled"), (row.NotAttempted, "not attempted"), (row.Unknown, "unknown"), (row.Open, "open"),
        ];
        return string.Join(", ", all.Where(o => o.Number > 0).Select(o => $"{o.Number} {o.Word}"));
    }

    private static string Rate(decimal? rate) => rate is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %") : Nothing;

    private static string Seconds(decimal? seconds) => seconds is { } known ? Figures.Seconds(known) : Nothing;

    private static string Usd(decimal dollars) => string.Create(CultureInfo.InvariantCulture, $"${dollars:0.00##}");

    private static string Takes(ReportRow row) => row.TakesPerSegment is { } takes ? string.Create(CultureInfo.InvariantCulture, $"{takes:0.##}") : Nothing;
}
