using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace VideoGen.Payload.Schema;

/// <summary>What an account may do with one collection, read from Payload's answer about access. Pure.</summary>
internal static class CollectionAccess
{
    /// <summary>The words of <paramref name="wanted"/> that are refused: <c>create</c>, <c>read</c>, <c>update</c>.</summary>
    public static ImmutableArray<string> Refused(JsonObject access, string slug, params ReadOnlySpan<string> wanted)
    {
        JsonNode? collection = (access["collections"] as JsonObject)?[slug];
        return [.. wanted.ToArray().Where(word => !IsAllowed((collection as JsonObject)?[word]))];
    }

    /// <summary>The fields that the account may not write although it may write the document: they would be dropped without a word.</summary>
    /// <param name="access">The answer.</param>
    /// <param name="slug">Slug of the collection.</param>
    /// <param name="fields">The CMS's names of the fields.</param>
    public static ImmutableArray<string> ReadOnly(JsonObject access, string slug, IEnumerable<string> fields) =>
        ((access["collections"] as JsonObject)?[slug] as JsonObject)?["fields"] is JsonObject known
            ? [.. fields.Where(f => known[f] is JsonObject rights && !rights.ContainsKey("fields") && !IsAllowed(rights["create"]))]
            : [];

    // true, or an object that narrows it down to some documents.
    private static bool IsAllowed(JsonNode? right) => right switch
    {
        JsonValue flag => flag.TryGetValue(out bool allowed) && allowed,
        JsonObject narrowed => IsAllowed(narrowed["permission"]),
        _ => false,
    };
}
