using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace VideoGen.Finishing;

/// <summary>Arguments as a line that a shell takes apart again: <c>ffmpeg -i CLIP</c> before it and a file name behind it make the copy once more. Pure.</summary>
internal static partial class RecipeText
{
    /// <summary>The line. No argument of a recipe has a double quote, a dollar sign, a backtick or a backslash.</summary>
    public static string Of(ImmutableArray<string> arguments) => string.Join(' ', arguments.Select(a => Plain().IsMatch(a) ? a : $"\"{a}\""));

    [GeneratedRegex("^[A-Za-z0-9_.,:/=+-]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Plain();
}
