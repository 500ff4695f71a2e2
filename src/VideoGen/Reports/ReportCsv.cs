using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Reports;

/// <summary>A report as CSV (RFC 4180): the names of the JSON members as the header, a line for each group, and one for all at the end. Pure.</summary>
public static class ReportCsv
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/csv";

    private static readonly string[] Names = [.. WireJson.Default.ReportRow.Properties.Select(p => p.Name)];

    /// <summary>The text, every line ended by CR LF. What is missing in the JSON is an empty field.</summary>
    public static string Write(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder().AppendJoin(',', Names).Append(CsvText.EndOfLine);
        foreach (ReportRow row in report.Groups.Add(report.All))
        {
            JsonObject values = JsonSerializer.SerializeToNode(row, WireJson.Default.ReportRow)!.AsObject();
            text.AppendJoin(',', Names.Select(name => CsvText.Field(values[name]))).Append(CsvText.EndOfLine);
        }

        return text.ToString();
    }
}
