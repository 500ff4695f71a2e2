using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>
/// Builds results: a short text for the model, the same answer as JSON text for clients that do not hand on structured content, links,
/// and structured content. Errors carry no structured content: clients of the older protocol revisions hold it against the output schema
/// even then, and would throw instead of showing the error.
/// </summary>
internal static class ToolReply
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer that was asked for.</summary>
    public static CallToolResult Given<T>(T value, JsonTypeInfo<T> type, string text, IEnumerable<ResourceLinkBlock> links)
    {
        JsonElement json = JsonSerializer.SerializeToElement(value, type);
        return new() { StructuredContent = json, Content = [Text(text), Text(Write(json)), .. links] };
    }

    /// <summary>Where a request stands.</summary>
    public static CallToolResult Given(SynthesisAnswer answer) => Given(answer, WireJson.Default.SynthesisAnswer, AnswerText.Of(answer), AnswerLinks.Of(answer));

    /// <summary>A refusal.</summary>
    public static CallToolResult Refused(Refusal refusal) =>
        new()
        {
            IsError = true,
            Content =
            [
                Text(RefusalText.Of(refusal)),
                Text(Write(JsonSerializer.SerializeToElement(refusal, WireJson.Default.Refusal))),
            ],
        };

    /// <summary>A failure that is not the caller's doing.</summary>
    public static CallToolResult Failed(string text) => new() { IsError = true, Content = [Text(text)] };

    private static TextContentBlock Text(string text) => new() { Text = text };

    private static string Write(JsonElement json)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Readable))
        {
            json.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
