using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Providers.Http;

/// <summary>An answer of a provider that speaks JSON: its code, its body, the pause that it asks for.</summary>
internal sealed class JsonAnswer
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = JsonLimits.MaxDepth };

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required int Status { get; init; }

    /// <summary>The body as text; the key is already cut out of it.</summary>
    public required string Body { get; init; }

    /// <summary>The body as a JSON object; null when it is none.</summary>
    public JsonObject? Json { get; private init; }

    public TimeSpan? RetryAfter { get; private init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>True for an answer that says nothing about what was asked: overload, and gateways in between.</summary>
    public bool IsTransient => Status is 408 or 429 or >= 500;

    public static JsonAnswer From(int status, HttpResponseHeaders headers, string body, DateTimeOffset now) => new()
    {
        Status = status,
        Body = body,
        Json = Read(body),
        RetryAfter = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        },
    };

    /// <summary>Compact JSON with every character as it is, so that a prompt in the record reads as it was written.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(Plain);

    /// <summary>An object, or null when the text is none or beyond <see cref="JsonLimits"/>. A name that stands twice makes it none.</summary>
    public static JsonObject? Read(string text)
    {
        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(BrokenCharacters.Repair(text.TrimStart('\uFEFF')));
            return JsonLimits.Allow(bytes) ? JsonNode.Parse(bytes, documentOptions: Strict) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A string member, or null.</summary>
    public static string? Text(JsonNode? json, string member) =>
        json is JsonObject members && members[member] is JsonValue value && value.GetValueKind() is JsonValueKind.String && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A number of 0 or more, written as one or as a text; or null.</summary>
    public static decimal? Amount(JsonNode? json, string member) =>
        json is JsonObject members && members[member] is JsonValue value && value.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(value.ToString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out decimal amount) && amount >= 0
            ? amount
            : null;
}
