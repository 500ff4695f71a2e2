using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VideoGen.Host.Configuration;

/// <summary>Holds a value against the rules of a setting. What it says never repeats the value, which may be a secret put in the wrong place.</summary>
internal static class SettingValue
{
    /// <summary>Says what is wrong with a value of the settings file; null when nothing is.</summary>
    public static string? Check(SettingEntry setting, JsonNode value) => setting.Kind switch
    {
        SettingKind.Flag => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false",
        SettingKind.WholeNumber or SettingKind.Number => CheckNumber(setting, value),
        SettingKind.Names => value is JsonObject names && names.All(n => n.Value?.GetValueKind() is JsonValueKind.String) ? null : "must be a JSON object with a text for each name",
        SettingKind.Values => value is JsonObject ? null : "must be a JSON object",
        _ when value.GetValueKind() is not JsonValueKind.String => "must be text in quotes",
        SettingKind.Word => setting.Words.Contains((string)value!) ? null : $"must be {setting.Range}",
        _ => CheckText(setting, (string)value!),
    };

    /// <summary>Turns the text of a variable into the JSON value of the setting; text that is none stays text, for the check to find.</summary>
    public static JsonNode FromVariable(SettingEntry setting, string text)
    {
        string trimmed = text.Trim();
        return setting.Kind switch
        {
            SettingKind.Flag when bool.TryParse(trimmed, out bool flag) => flag,
            SettingKind.WholeNumber or SettingKind.Number when
                decimal.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) => number,
            SettingKind.Text => text,
            SettingKind.Names or SettingKind.Values => Document(trimmed) ?? trimmed,
            _ => trimmed,
        };
    }

    private static JsonNode? Document(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? CheckNumber(SettingEntry setting, JsonNode value)
    {
        string rule = $"must be a {(setting.Kind is SettingKind.WholeNumber ? "whole number" : "number")} from {setting.Minimum} to {setting.Maximum}";
        return value.GetValueKind() is JsonValueKind.Number
            && value.AsValue().TryGetValue(out decimal number)
            && (setting.Kind is SettingKind.Number || decimal.IsInteger(number))
            && !(number < setting.Minimum) && !(number > setting.Maximum)
            ? null
            : rule;
    }

    private static string? CheckText(SettingEntry setting, string text) =>
        text.Length < setting.MinimumLength ? "must not be empty"
        : text.Length > setting.MaximumLength ? $"must not be longer than {setting.MaximumLength} characters"
        : setting.IsPlace && text.Contains('\0') ? "must not contain a null character"
        : setting.Pattern == SettingPatterns.HttpAddress && !Uri.TryCreate(text, UriKind.Absolute, out _) ? "must be a whole address that starts with http:// or https://"
        : setting.Pattern is null || Regex.IsMatch(text, setting.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) ? null
        : setting.Pattern == SettingPatterns.HttpAddress ? "must be an address that starts with http:// or https://"
        : $"must follow the pattern {setting.Pattern}";
}
