using System.Globalization;
using System.Text.Json.Nodes;

namespace VideoGen.Cluster;

/// <summary>A node as a row: what the membership compares and writes alone are columns, the rest is a document.</summary>
internal static class NodeRow
{
    /// <summary>The document.</summary>
    public static string Document(MembershipEntry entry) => new JsonObject
    {
        ["name"] = entry.SiloName,
        ["host"] = entry.HostName,
        ["status"] = entry.Status.ToString(),
        ["started_at"] = Text(entry.StartTime),
        ["suspected"] = new JsonArray([.. (entry.SuspectTimes ?? []).Select(s => new JsonObject { ["by"] = s.Item1.ToParsableString(), ["at"] = Text(s.Item2) })]),
    }.ToJsonString();

    /// <summary>The entry.</summary>
    public static MembershipEntry Read(string address, long aliveAt, string document)
    {
        JsonNode row = JsonNode.Parse(document)!;
        return new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString(address),
            SiloName = (string)row["name"]!,
            HostName = (string)row["host"]!,
            Status = Enum.Parse<SiloStatus>((string)row["status"]!),
            StartTime = Time((string)row["started_at"]!),
            IAmAliveTime = DateTime.UnixEpoch.AddMicroseconds(aliveAt),
            SuspectTimes = [.. row["suspected"]!.AsArray().Select(s => Tuple.Create(SiloAddress.FromParsableString((string)s!["by"]!), Time((string)s["at"]!)))],
        };
    }

    /// <summary>Whole microseconds since 1970, as the ledger counts time.</summary>
    public static long Micros(DateTime at) => (DateTime.SpecifyKind(at, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static string Text(DateTime at) => DateTime.SpecifyKind(at, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
