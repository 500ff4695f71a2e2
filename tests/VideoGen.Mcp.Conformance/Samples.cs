using System.Text;
using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp.Conformance;

/// <summary>The smallest of everything.</summary>
internal static class Samples
{
    /// <summary>A picture of one red dot, base64 in bytes.</summary>
    public static ReadOnlyMemory<byte> Picture { get; } = Encoding.ASCII.GetBytes(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    /// <summary>A sound of no length, base64 in bytes.</summary>
    public static ReadOnlyMemory<byte> Sound { get; } = Encoding.ASCII.GetBytes("UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=");

    public static TextContentBlock Text(string text) => new() { Text = text };

    public static CallToolResult Result(string text) => new() { Content = [Text(text)] };

    public static EmbeddedResourceBlock Embedded(string uri, string type, string text) =>
        new() { Resource = new TextResourceContents { Uri = uri, MimeType = type, Text = text } };

    /// <summary>A question with one field.</summary>
    public static ElicitRequestParams Question(string message, string field, ElicitRequestParams.PrimitiveSchemaDefinition kind) => new()
    {
        Message = message,
        RequestedSchema = new()
        {
            Properties = new Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition>(StringComparer.Ordinal) { [field] = kind },
            Required = [field],
        },
    };
}
