using System.Text.RegularExpressions;

namespace VideoGen.Contract;

/// <summary>What no file or folder may be called on some system, although every character of it is harmless.</summary>
internal static partial class FileNameRule
{
    /// <summary>The rule that a name breaks; null for one that is good everywhere.</summary>
    /// <param name="name">A name of letters, digits, dots, dashes and underscores.</param>
    public static string? Broken(string name) =>
        Device().IsMatch(name) ? "Windows keeps that name for a device, with or without an ending"
        : name.EndsWith('.') ? "Windows drops a dot at the end, so that two names become one"
        : null;

    [GeneratedRegex(@"\A(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\.|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Device();
}
