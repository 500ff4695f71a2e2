using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp.Tests;

/// <summary>Readings of a tool result.</summary>
internal static class Results
{
    public static string Text(this CallToolResult result) => ((TextContentBlock)result.Content[0]).Text;

    public static T Value<T>(this CallToolResult result, JsonTypeInfo<T> type)
    {
        result.IsError.ShouldNotBe(true, result.Text());
        T value = result.StructuredContent!.Value.Deserialize(type)!;
        using JsonDocument text = JsonDocument.Parse(((TextContentBlock)result.Content[1]).Text);
        JsonElement.DeepEquals(text.RootElement, result.StructuredContent.Value).ShouldBeTrue("the text block holds the same JSON");
        return value;
    }
}
