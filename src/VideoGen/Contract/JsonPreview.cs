using System.Text.Json;

namespace VideoGen.Contract;

/// <summary>A short look at a value for a message: long values and big data are cut.</summary>
internal static class JsonPreview
{
    private const int MaxCharacters = 60;

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => Of(value.GetString()!),
        JsonValueKind.Null => "null",
        _ => Cut(value.GetRawText()),
    };

    public static string Of(string text) => $"\"{Cut(text)}\"";

    private static string Cut(string text) => text.Length <= MaxCharacters ? text : $"{text[..MaxCharacters]}…";
}
