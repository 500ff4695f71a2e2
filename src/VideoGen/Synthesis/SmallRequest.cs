using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Synthesis;

/// <summary>A request without frames: the approval of a plan, or a segment to be made again. Pure.</summary>
internal static class SmallRequest
{
    private const int MostBytes = 128 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = JsonLimits.MaxDepth };

    /// <summary>Its members; null for a request with frames, and for what is broken: its reader says why.</summary>
    public static JsonObject? Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MostBytes)
        {
            return null;
        }

        try
        {
            return Root(json) is { } root && !root.ContainsKey("generated_frames") && !root.ContainsKey("storyboard_frames") ? root : null;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The members of any request; some clients send all of it as one text.</summary>
    public static JsonObject? Root(ReadOnlyMemory<byte> json)
    {
        JsonNode? root = JsonNode.Parse(JsonText.WithoutByteOrderMark(json).Span, documentOptions: Strict);
        return root is JsonValue text && text.TryGetValue(out string? inner) ? JsonNode.Parse(inner, documentOptions: Strict) as JsonObject : root as JsonObject;
    }
}
