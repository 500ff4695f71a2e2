using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Payload.Catalog;

/// <summary>Turns a document of the CMS into the JSON that the catalog's records are read from. Pure.</summary>
internal static class PlainDocument
{
    /// <summary>Members whose value is free JSON and stays as it is.</summary>
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal) { "inputs" };

    /// <summary>
    /// The members asked for, the id as text, without what Payload adds: nulls and empty groups of fields that nobody filled in, and the ids
    /// of array rows.
    /// </summary>
    /// <param name="document">The document; not changed.</param>
    /// <param name="members">The members to take.</param>
    public static JsonObject Of(PayloadDocument document, IEnumerable<string> members)
    {
        var plain = new JsonObject();
        foreach (string member in members)
        {
            if (Pruned(document.Fields[member]) is { } kept)
            {
                plain[member] = kept;
            }
        }

        plain["id"] = document.Id.Text;
        return plain;
    }

    private static JsonNode? Pruned(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject group:
                var plain = new JsonObject();
                foreach ((string name, JsonNode? inner) in group)
                {
                    if (name != "id" && (Free.Contains(name) ? inner?.DeepClone() : Pruned(inner)) is { } kept)
                    {
                        plain[name] = kept;
                    }
                }

                return plain.Count > 0 ? plain : null;
            case JsonArray rows:
                JsonNode[] full = [.. rows.Select(Pruned).OfType<JsonNode>()];
                return full.Length > 0 ? new JsonArray(full) : null;
            case JsonValue text when text.GetValueKind() is JsonValueKind.String && text.GetValue<string>().Length == 0:
                return null;
            default:
                return value?.DeepClone();
        }
    }
}
