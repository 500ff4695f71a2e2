using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Contract;

/// <summary>Fields of CSV (RFC 4180) that no spreadsheet takes for a formula. Pure.</summary>
internal static class CsvText
{
    /// <summary>The end of a line.</summary>
    public const string EndOfLine = "\r\n";

    /// <summary>A value; nothing for null.</summary>
    public static string Field(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "",
        JsonValueKind.String => Quoted(Harmless(value.GetValue<string>())),
        _ => value.ToJsonString(),
    };

    // A spreadsheet takes a text that begins so for a formula, also behind a space, and in some languages the wide signs as well.
    private static string Harmless(string text) => text.TrimStart(' ') is ['=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' or '\t' or '\r' or '\n', ..] ? $"'{text}" : text;

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
