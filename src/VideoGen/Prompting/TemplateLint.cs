using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace VideoGen.Prompting;

/// <summary>
/// Finds values that a template prints outside an <c>#if</c> of their own: when such a value is empty, its label would stay behind.
/// </summary>
internal static partial class TemplateLint
{
    /// <summary>Names of values printed without their <c>#if</c>; <c>description</c> is never empty and needs none.</summary>
    public static ImmutableArray<string> Unguarded(string template)
    {
        var open = new Stack<string>();
        var found = new List<string>();
        foreach (Match token in Tokens().Matches(template))
        {
            string name = token.Groups["name"].Value;
            switch (token.Groups["kind"].Value)
            {
                case "#if " or "#unless " or "#each " or "#with ":
                    open.Push(name);
                    break;
                case "/":
                    open.TryPop(out _);
                    break;
                case "" when name is not ("description" or "else") && !open.Contains(name) && PromptValues.Names.Contains(name):
                    found.Add(name);
                    break;
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\{\{\{?~?\s*(?<kind>#if |#unless |#each |#with |/)?\s*(?<name>[A-Za-z_]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tokens();
}
