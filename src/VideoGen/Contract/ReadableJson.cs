using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace VideoGen.Contract;

/// <summary>Wire JSON for people's eyes: indented, with text as it is instead of escapes. Same members, same values.</summary>
public static class ReadableJson
{
    private static readonly JsonSerializerOptions Options = new(WireJson.Default.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = WireJson.Default,
    };

    /// <summary>Writes a value of a type that <see cref="WireJson"/> knows.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

    /// <summary>Writes a document.</summary>
    public static string WriteNode(JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.ToJsonString(Options);
    }
}
