using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Contract;

/// <summary>
/// Reads objects and arrays that a client sent as text: <c>"generated_frames": "[{…}]"</c>, or the whole request as one text. Only where the
/// schema wants an object or an array and the text is one; everything else stays as it came, for the check to refuse. Pure.
/// </summary>
public sealed class WrittenAsText
{
    private const int Named = 5;

    /// <summary>Most names and values in all the texts of one request; they are built up in memory.</summary>
    private const int MaxValues = 100_000;

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = JsonLimits.MaxDepth };

    private readonly List<string> _read = [];
    private int _valuesLeft = MaxValues;

    private WrittenAsText() { }

    /// <summary>Reads them.</summary>
    /// <param name="json">JSON that passed <see cref="JsonText.Check"/>; it is disposed of where another takes its place.</param>
    /// <param name="schema">What is wanted, as <see cref="WireSchema"/> writes it.</param>
    /// <returns>The JSON as it was meant, with a warning; the very same without one where there is nothing to read.</returns>
    public static (JsonDocument Json, ImmutableArray<Warning> Warnings) Read(JsonDocument json, JsonObject schema)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(schema);
        if (!Has(json.RootElement, schema))
        {
            return (json, []);
        }

        var texts = new WrittenAsText();
        using (json)
        {
            JsonNode? meant = texts.Meant(JsonSerializer.SerializeToNode(json.RootElement, WireJson.Default.JsonElement), schema, "");
            return (JsonDocument.Parse(meant!.ToJsonString(), Depth), texts._read.Count == 0 ? [] : [ReadAsText(texts._read)]);
        }
    }

    // Cheap: nearly every request has none.
    private static bool Has(JsonElement value, JsonObject schema) => value.ValueKind switch
    {
        JsonValueKind.String => IsWanted(schema),
        JsonValueKind.Object => schema["properties"] is JsonObject members
            && value.EnumerateObject().Any(m => members[m.Name] is JsonObject member && Has(m.Value, member)),
        JsonValueKind.Array => schema["items"] is JsonObject item && value.EnumerateArray().Any(i => Has(i, item)),
        _ => false,
    };

    private JsonNode? Meant(JsonNode? value, JsonObject schema, string pointer)
    {
        if (IsWanted(schema) && value is JsonValue text && text.TryGetValue(out string? written) && Parse(written, (string)schema["type"]!) is { } parsed)
        {
            _read.Add(pointer);
            value = parsed;
        }

        switch (value)
        {
            case JsonObject known when schema["properties"] is JsonObject members:
                foreach ((string name, JsonNode? member) in known.ToArray())
                {
                    if (members[name] is JsonObject wanted && Meant(member, wanted, JsonPointer.Member(pointer, name)) is var other && other != member)
                    {
                        known[name] = other;
                    }
                }

                break;
            case JsonArray list when schema["items"] is JsonObject item:
                for (int i = 0; i < list.Count; i++)
                {
                    if (Meant(list[i], item, JsonPointer.Item(pointer, i)) is var other && other != list[i])
                    {
                        list[i] = other;
                    }
                }

                break;
        }

        return value;
    }

    private static bool IsWanted(JsonObject schema) => schema["type"] is JsonValue type && (string?)type is "object" or "array";

    // A text that is not sound JSON, or too much of it, is left alone: the check says that it is a text.
    private JsonNode? Parse(string written, string type)
    {
        if (!written.AsSpan().TrimStart().StartsWith(type == "object" ? "{" : "[", StringComparison.Ordinal))
        {
            return null;
        }

        byte[] text = Encoding.UTF8.GetBytes(written);
        if (!JsonText.Check(text).IsEmpty || !JsonLimits.Allow(text, _valuesLeft))
        {
            return null;
        }

        for (var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth }); reader.Read();)
        {
            _valuesLeft--;
        }

        return JsonNode.Parse(text, documentOptions: Depth);
    }

    private static Warning ReadAsText(List<string> read)
    {
        string places = string.Join(", ", read.Take(Named).Select(p => p.Length == 0 ? "the whole request" : p));
        string more = read.Count > Named ? $" and {read.Count - Named} more" : "";
        return new(WarningCodes.JsonInText, read[0], $"Sent as a text that holds JSON, and read as that JSON: {places}{more}. Send objects and arrays as such.");
    }
}
