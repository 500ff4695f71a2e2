using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Jobs;

namespace VideoGen.Mcp.Resources;

/// <summary>The history of a segment as JSON: what came from outside with a line stays in the records.</summary>
internal static class HistoryText
{
    /// <summary>Writes it.</summary>
    public static string Of(SegmentHistory history)
    {
        var lines = new JsonArray();
        foreach (JobEvent line in history.Lines)
        {
            var written = new JsonObject { ["at"] = Time(line.At), ["source"] = Wire(line.Source), ["kind"] = line.Kind };
            if (line.To is { } state)
            {
                written["state"] = Wire(state);
            }

            written["message"] = line.Message;
            lines.Add((JsonNode)written);
        }

        return new JsonObject { ["state"] = Wire(history.State), ["planned_at"] = Time(history.PlannedAt), ["now"] = Time(history.Now), ["lines"] = lines }.ToJsonString();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Wire(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
