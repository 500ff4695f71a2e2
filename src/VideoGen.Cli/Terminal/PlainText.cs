using System.Globalization;
using System.Text;

namespace VideoGen.Cli.Terminal;

/// <summary>Makes text of strangers harmless for a terminal: nothing in it moves the cursor, rings, or turns the reading direction around.</summary>
internal static class PlainText
{
    /// <summary>The same text on one line; control characters become spaces, direction overrides disappear.</summary>
    public static string Line(string text) => Clean(text, keepLines: false);

    /// <summary>The same text with its line ends; other control characters become spaces, direction overrides disappear.</summary>
    public static string Lines(string text) => Clean(text, keepLines: true);

    private static string Clean(string text, bool keepLines)
    {
        if (!text.Any(IsDangerous))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c == '\n' && keepLines)
            {
                clean.Append(c);
            }
            else if (!IsDangerous(c))
            {
                clean.Append(c);
            }
            else if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString();
    }

    private static bool IsDangerous(char c) =>
        char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029'
        || (c == '\uFEFF' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format);
}
