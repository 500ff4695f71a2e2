using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VideoGen.Contract;

namespace VideoGen.Fal;

/// <summary>How JSON from and to fal is read and written.</summary>
internal static partial class FalJson
{
    /// <summary>Duplicate members are refused: two readers could disagree about them.</summary>
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = JsonLimits.MaxDepth };

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compact JSON with every character as it is, so that a prompt in the record reads as it was written.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(Plain);

    /// <summary>An object, or null when the text is none or beyond <see cref="JsonLimits"/>. Every text in it can be read.</summary>
    public static JsonObject? ReadObject(string text) => Read(text) as JsonObject;

    /// <summary>An object, a list or a value; null when the text is no JSON, beyond <see cref="JsonLimits"/>, or the JSON null.</summary>
    public static JsonNode? Read(string text)
    {
        try
        {
            byte[] repaired = Encoding.UTF8.GetBytes(WithoutNoNumbers(BrokenCharacters.Repair(text.TrimStart('\uFEFF'))));
            return JsonLimits.Allow(repaired) ? JsonNode.Parse(repaired, documentOptions: Strict) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Python writes a float that is no number as NaN, Infinity or -Infinity, which JSON does not know: they stand for no value.
    private static string WithoutNoNumbers(string text) =>
        text.Contains("NaN", StringComparison.Ordinal) || text.Contains("Infinity", StringComparison.Ordinal)
            ? NoNumbers().Replace(text, m => m.Groups["none"].Success ? "null" : m.Value)
            : text;

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|(?<none>-?Infinity\b|NaN\b)
        """, RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NoNumbers();

    /// <summary>A string member, or null.</summary>
    public static string? Text(this JsonObject json, string member) =>
        json[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A whole number member, or null.</summary>
    public static long? Whole(this JsonObject json, string member) =>
        json[member] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && decimal.TryParse(
            value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
        && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : null;
}
