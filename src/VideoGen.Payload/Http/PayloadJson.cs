using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Payload.Http;

/// <summary>How JSON of a CMS is read: bounded, with broken characters repaired; duplicate members are refused, since two readers could disagree.</summary>
internal static class PayloadJson
{
    /// <summary>Largest answer.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = JsonLimits.MaxDepth };

    /// <summary>An object; null for anything else within the limits, and for what is beyond them.</summary>
    /// <param name="body">The answer.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonObject? Read(string body)
    {
        byte[] repaired = Encoding.UTF8.GetBytes(BrokenCharacters.Repair(body));
        return JsonLimits.Allow(repaired) ? JsonNode.Parse(repaired, documentOptions: Strict) as JsonObject : null;
    }
}
