namespace VideoGen.Cli.Output;

/// <summary>File names out of other people's words.</summary>
internal static class FileNames
{
    private const int Longest = 60;

    /// <summary>A harmless name: lowercase ASCII letters, digits, dash and underscore; never empty, at most 60 characters.</summary>
    public static string Of(string text)
    {
        string name = string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_').Take(Longest)).Trim('_');
        return name.Length == 0 ? "frame" : name;
    }
}
