using System.Text.Json.Nodes;

namespace VideoGen.Auditing;

/// <summary>The first place where two documents say different things. Pure.</summary>
internal static class JsonDifference
{
    private const int Longest = 120;
    private const string Nothing = "nothing";

    /// <summary>The place as a JSON pointer, and what each says there; null where they are the same.</summary>
    public static (string Pointer, string Recorded, string Replayed)? Between(JsonNode? recorded, JsonNode? replayed, string pointer = "") => (recorded, replayed) switch
    {
        (JsonObject left, JsonObject right) => left.Select(m => m.Key).Union(right.Select(m => m.Key))
            .Select(name => Between(left[name], right[name], $"{pointer}/{name}")).FirstOrDefault(d => d is not null),
        (JsonArray left, JsonArray right) => Enumerable.Range(0, Math.Max(left.Count, right.Count))
            .Select(i => Between(left.ElementAtOrDefault(i), right.ElementAtOrDefault(i), $"{pointer}/{i}")).FirstOrDefault(d => d is not null),
        _ => JsonNode.DeepEquals(recorded, replayed) ? null : (pointer, Shown(recorded), Shown(replayed)),
    };

    private static string Shown(JsonNode? node) => node?.ToJsonString() switch
    {
        null => Nothing,
        { Length: > Longest } text => text[..Longest] + "…",
        var text => text,
    };
}
