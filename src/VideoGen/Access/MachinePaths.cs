using System.Collections.Immutable;
using System.Text.RegularExpressions;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Access;

/// <summary>
/// Takes the paths of this machine out of sentences for callers who are not on it: where things lie is the operator's business, and what the
/// sentence says stays. The log and the ledger keep them. Thread-safe.
/// </summary>
public sealed partial class MachinePaths
{
    private const string Instead = "(on the server)";
    private const string FileScheme = "file://";
    private const string Ends = "'\",;:)";

    private readonly ImmutableArray<string> _roots;

    /// <summary>Knows some folders by name; any other absolute path is known by its form.</summary>
    /// <param name="roots">Folders of the program, spaces and all; null ones are left out.</param>
    public MachinePaths(params ReadOnlySpan<string?> roots) =>
        _roots = [.. roots.ToArray().OfType<string>().Select(Path.TrimEndingDirectorySeparator).Where(r => r.Length > 1 && Path.IsPathFullyQualified(r)).Distinct(StringComparer.Ordinal).OrderByDescending(r => r.Length)];

    /// <summary>A sentence about a fault of this machine, without its paths.</summary>
    /// <param name="text">The sentence.</param>
    public string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Absolute().Replace(HideRoots(text), Instead);
    }

    /// <summary>A problem without paths of the folders that are known: it may hold JSON pointers and routes, which have the form of a path.</summary>
    /// <param name="problem">The problem.</param>
    public Problem Hide(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem with { Message = HideRoots(problem.Message), Remedy = HideRoots(problem.Remedy) };
    }

    /// <summary>What the ledger cannot do, without a path.</summary>
    /// <param name="broken">The exception.</param>
    public Problem Hide(LedgerException broken)
    {
        ArgumentNullException.ThrowIfNull(broken);
        return broken.Problem with { Message = Hide(broken.Problem.Message), Remedy = Hide(broken.Problem.Remedy) };
    }

    // The rest of a path behind a known folder goes with it, up to what ends a word.
    private string HideRoots(string text)
    {
        foreach (string root in _roots)
        {
            string escaped = FileAddress.Of(root).AbsolutePath;
            text = HideRoot(escaped == root ? text : HideRoot(text, escaped), root);
        }

        return text;
    }

    private static string HideRoot(string text, string root)
    {
        int from = 0;
        for (int at = text.IndexOf(root, StringComparison.Ordinal); at >= 0; at = text.IndexOf(root, from, StringComparison.Ordinal))
        {
            bool isAddress = text.AsSpan(0, at).EndsWith(FileScheme, StringComparison.Ordinal);
            if (!isAddress && at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '/' or '.' or '_' or '-'))
            {
                from = at + 1; // in the middle of another path, or of an address
                continue;
            }

            int end = at + root.Length;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && !Ends.Contains(text[end]))
            {
                end++;
            }

            end -= end > at + root.Length && text[end - 1] is '.' ? 1 : 0; // of the sentence
            int begin = isAddress ? at - FileScheme.Length : at;
            text = $"{text[..begin]}{Instead}{text[end..]}";
            from = begin + Instead.Length;
        }

        return text;
    }

    // Two steps or more, on Unix or Windows, not inside a word or an address; what starts like a route or a pointer of ours is none.
    [GeneratedRegex(@"(?<![\w:/.~\\-])(?:file://)?(?!/(?:generated_frames|storyboard_frames|video_settings|project_context|v1|webhooks|openapi|media)/)(?:[A-Za-z]:)?(?:[/\\][^\s/\\'"",;:()]+){2,}(?<![.])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Absolute();
}
