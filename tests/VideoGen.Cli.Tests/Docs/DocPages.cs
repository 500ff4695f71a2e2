using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace VideoGen.Cli.Tests.Docs;

/// <summary>The Markdown pages of the repository, with the links and the checked examples in them.</summary>
internal static partial class DocPages
{
    public static string Root { get; } = Path.GetFullPath("../../..", Here());

    /// <summary>Every page, as paths from the root.</summary>
    public static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file))
            .Order(StringComparer.Ordinal);

    /// <summary>Relative links of a page, without the part after <c>#</c>.</summary>
    public static IEnumerable<string> Links(string page) =>
        Link().Matches(Fence().Replace(Read(page), "")).Select(m => m.Groups["to"].Value.Split('#')[0])
            .Where(to => to.Length > 0 && !to.Contains(':', StringComparison.Ordinal));

    /// <summary>Blocks that stand directly behind <c>&lt;!-- checked: … --&gt;</c>, in order.</summary>
    public static IEnumerable<(string Check, string Text)> Examples(string page) =>
        Example().Matches(Read(page)).Select(m => (m.Groups["check"].Value, m.Groups["text"].Value));

    /// <summary>How often a page says <c>&lt;!-- checked: … --&gt;</c>.</summary>
    public static int Marks(string page) => Mark().Count(Read(page));

    private static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^<!-- checked: [^\n]+ -->", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^<!-- checked: (?<check>[^\n]+) -->\n+```\w*\n(?<text>.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
