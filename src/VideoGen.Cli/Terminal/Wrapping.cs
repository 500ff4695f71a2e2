using System.Text.RegularExpressions;
using Spectre.Console.Rendering;

namespace VideoGen.Cli.Terminal;

/// <summary>
/// Text in lines that fit a screen. Ends lines between words only: an id, an address or a command in quotes that was cut in two cannot be copied, so it
/// rather stands out.
/// </summary>
internal static partial class Wrapping
{
    /// <summary>The lines of a text; one or more.</summary>
    /// <param name="text">The text; a line end in it ends a line.</param>
    /// <param name="width">Columns; what has no room stands out.</param>
    public static IReadOnlyList<string> Lines(string text, int width) => [.. text.Split('\n').SelectMany(line => Fit(line, width))];

    /// <summary>Columns that a text takes.</summary>
    public static int WidthOf(string text) => new Segment(text).CellCount();

    private static List<string> Fit(string line, int width)
    {
        var lines = new List<string>();
        string current = "";
        foreach (string word in Word().Matches(line).Select(m => m.Value))
        {
            if (current.Trim().Length > 0 && WidthOf(current) + WidthOf(word.TrimEnd()) > width)
            {
                lines.Add(current.TrimEnd());
                current = word.TrimStart();
            }
            else
            {
                current += word;
            }
        }

        lines.Add(current.TrimEnd());
        return lines;
    }

    // With the spaces before it, which go where the line ends; a command in quotes is one word.
    [GeneratedRegex(@"\s*(?:\S*'videogen [^']*'\S*|\S+)|\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();
}
