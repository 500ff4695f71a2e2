using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VideoGen.Delivery;

namespace VideoGen.Payload.Media;

/// <summary>
/// Values for fields of a media collection that is not ours: constants and ids as they are, texts with placeholders such as
/// <c>{scene_number}</c>. A text that is nothing but one placeholder takes over the kind of its value, so that a number stays a number.
/// </summary>
/// <param name="values">From the collection's own field name to the value.</param>
public sealed partial class MediaValues(ImmutableDictionary<string, JsonElement> values)
{
    private static readonly ImmutableDictionary<string, Func<NewClip, JsonValue>> Known = new Dictionary<string, Func<NewClip, JsonValue>>(StringComparer.Ordinal)
    {
        ["project_id"] = clip => JsonValue.Create(clip.ProjectId),
        ["episode_id"] = clip => JsonValue.Create(clip.EpisodeId),
        ["segment_id"] = clip => JsonValue.Create(clip.SegmentId),
        ["job_id"] = clip => JsonValue.Create(clip.JobId),
        ["scene_number"] = clip => JsonValue.Create(clip.SceneNumber),
        ["shot_order"] = clip => JsonValue.Create(clip.ShotOrder),
        ["take"] = clip => JsonValue.Create(clip.Take),
        ["duration_seconds"] = clip => JsonValue.Create(clip.DurationSeconds),
        ["filename"] = clip => JsonValue.Create(clip.Filename),
        ["path"] = clip => JsonValue.Create(clip.Path),
        ["sha256"] = clip => JsonValue.Create(clip.Sha256),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Every name that may stand in braces.</summary>
    public static ImmutableArray<string> Placeholders { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Names in braces that are no placeholder.</summary>
    public static ImmutableArray<string> Unknown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [.. Braces().Matches(value.GetString()!).Select(m => m.Groups["name"].Value).Where(name => !Known.ContainsKey(name))],
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(inner => Unknown(inner))],
        JsonValueKind.Object => [.. value.EnumerateObject().SelectMany(inner => Unknown(inner.Value))],
        _ => [],
    };

    /// <summary>The fields of one clip.</summary>
    public IEnumerable<(string Field, JsonNode? Value)> Of(NewClip clip) => values.Select(v => (v.Key, Filled(v.Value, clip)));

    private static JsonNode? Filled(JsonElement value, NewClip clip) => value.ValueKind switch
    {
        JsonValueKind.String => Filled(value.GetString()!, clip),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(inner => Filled(inner, clip))]),
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(inner => KeyValuePair.Create(inner.Name, Filled(inner.Value, clip)))),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    private static JsonNode Filled(string text, NewClip clip) =>
        Braces().Match(text) is { Success: true, Index: 0 } only && only.Length == text.Length && Known.TryGetValue(only.Groups["name"].Value, out var alone)
            ? alone(clip)
            : Braces().Replace(text, m => Known.TryGetValue(m.Groups["name"].Value, out var of) ? of(clip).ToString() : m.Value);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Braces();
}
