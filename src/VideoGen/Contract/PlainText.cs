using System.Globalization;
using System.Text;

namespace VideoGen.Contract;

/// <summary>
/// Makes text of strangers harmless where people read it (terminal, log, page): nothing in it moves the cursor, rings, turns the reading
/// direction around, or is there without being seen. What is kept and sent stays word for word.
/// </summary>
public static class PlainText
{
    /// <summary>The same text on one line; control characters become spaces, invisible ones disappear.</summary>
    public static string Line(string text) => Clean(text, keepLines: false);

    /// <summary>The same text with its line ends; other control characters become spaces, invisible ones disappear.</summary>
    public static string Lines(string text) => Clean(text, keepLines: true);

    /// <summary>The same JSON, in which every such character stands as an escape: the values are the same.</summary>
    /// <param name="json">JSON, in which they can only stand in texts, but for the white space between them.</param>
    public static string Json(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (IsHarmless(json))
        {
            return json;
        }

        var clean = new StringBuilder(json.Length);
        foreach (Rune rune in json.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t' || !IsDangerous(rune))
            {
                clean.Append(rune.ToString());
                continue;
            }

            foreach (char c in rune.ToString())
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return clean.ToString();
    }

    private static string Clean(string text, bool keepLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsHarmless(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // half of a surrogate pair comes as U+FFFD
        {
            if ((rune.Value == '\n' && keepLines) || !IsDangerous(rune))
            {
                clean.Append(rune.ToString());
            }
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format && !IsInvisible(rune.Value))
            {
                clean.Append(' ');
            }
        }

        return clean.ToString();
    }

    private static bool IsHarmless(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is >= ' ' and < '\x7f')
            {
                continue;
            }

            if (!Rune.TryGetRuneAt(text, i, out Rune rune) || IsDangerous(rune))
            {
                return false;
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return true;
    }

    // Of the format characters only those that are drawn stay: signs over the figures behind them.
    private static bool IsDangerous(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not ((>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD),
        _ => IsInvisible(rune.Value),
    };

    // Drawn as nothing, though they are no format characters: fillers, joiners, selectors of variants and what is set aside for more of them
    // (Default_Ignorable_Code_Point).
    private static bool IsInvisible(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065
        or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);
}
