using System.Globalization;
using System.Text;

namespace VideoGen.Contract;

/// <summary>
/// JSON may escape half of a surrogate pair (<c>"\ud83d"</c>: a text that was cut inside an emoji), and a reader finds out only when it wants
/// the text. What a provider or a CMS answers is repaired, because a clip that is paid for must not be lost over a broken character.
/// </summary>
public static class BrokenCharacters
{
    private const string Replacement = @"\uFFFD";
    private const int EscapeCharacters = 6;

    /// <summary>The same JSON with U+FFFD in place of every escaped half; the very same text when there is none. Pure, linear.</summary>
    public static string Repair(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!json.Contains(@"\ud", StringComparison.OrdinalIgnoreCase))
        {
            return json;
        }

        var repaired = new StringBuilder(json.Length);
        int kept = 0;
        for (int at = json.IndexOf('\\', StringComparison.Ordinal); at >= 0; at = at < json.Length ? json.IndexOf('\\', at) : -1)
        {
            char? unit = Escaped(json, at);
            if (unit is { } high && char.IsHighSurrogate(high) && Escaped(json, at + EscapeCharacters) is { } low && char.IsLowSurrogate(low))
            {
                at += 2 * EscapeCharacters;
            }
            else if (unit is { } half && char.IsSurrogate(half))
            {
                repaired.Append(json, kept, at - kept).Append(Replacement);
                kept = at += EscapeCharacters;
            }
            else
            {
                at += 2; // an escape of another kind; its second character may be a backslash
            }
        }

        return kept == 0 ? json : repaired.Append(json, kept, json.Length - kept).ToString();
    }

    private static char? Escaped(string json, int at) =>
        at + EscapeCharacters <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit
            : null;
}
