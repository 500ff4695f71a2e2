using System.Text.Json.Nodes;

namespace VideoGen.Operations.Tests.Rig;

/// <summary>The dashboard as Grafana reads it.</summary>
internal static class Dashboard
{
    public static JsonNode Root { get; } = JsonNode.Parse(Shipped.Read(Shipped.DashboardFile))!;

    /// <summary>Panels that show something, those of folded rows included; without the headings.</summary>
    public static JsonNode[] Panels { get; } =
        [.. Root["panels"]!.AsArray().SelectMany(p => p!["panels"] is JsonArray { Count: > 0 } folded ? folded.AsEnumerable() : [p]).Where(p => Type(p!) is not "row")!];

    public static JsonNode[] Variables { get; } = [.. Root["templating"]!["list"]!.AsArray()!];

    public static string Type(JsonNode node) => node["type"]!.GetValue<string>();

    /// <summary>What panels ask Prometheus, with Grafana's variables filled in as for "All".</summary>
    public static string[] Expressions { get; } =
        [.. Panels.SelectMany(p => p["targets"]!.AsArray()).Select(t => Filled(t!["expr"]!.GetValue<string>())).Distinct(StringComparer.Ordinal)];

    /// <summary>Fills the variables in.</summary>
    public static string Filled(string expression) => expression
        .Replace("$__rate_interval", "5m", StringComparison.Ordinal)
        .Replace("$__range", "1h", StringComparison.Ordinal)
        .Replace("$provider", ".*", StringComparison.Ordinal)
        .Replace("$model", ".*", StringComparison.Ordinal);
}
