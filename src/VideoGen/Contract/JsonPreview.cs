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

    /// <summary>A member name.</summary>
    public static string Name(string name) => $"'{Cut(name)}'";

    private static string Cut(string text)
    {
        if (text.Length <= MaxCharacters)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters;
        return $"{text[..end]}…";
    }
}
