using System.Text.RegularExpressions;

namespace VideoGen.Contract;

/// <summary>Reads the members of an address or of a command line, each a name with a text. Pure.</summary>
internal static partial class QueryMembers
{
    /// <summary>The value of each member that may be there and is there once; what else is there is a problem.</summary>
    /// <param name="what">What the members describe, at the begin of a sentence: <c>A report</c>.</param>
    /// <param name="members">Members with their values; one with the value null is not there.</param>
    /// <param name="names">Members that there are.</param>
    /// <param name="problems">Takes the problems.</param>
    public static Dictionary<string, string> Read(string what, IEnumerable<(string Name, string? Value)> members, string[] names, List<Problem> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (IGrouping<string, string> member in members.Where(m => m.Value is not null).GroupBy(m => m.Name, m => m.Value!, StringComparer.Ordinal))
        {
            string[] given = [.. member];
            if (!names.Contains(member.Key))
            {
                problems.Add(new Problem(ProblemCodes.MemberUnknown, At(member.Key), $"{what} has no member {JsonPreview.Name(member.Key)}.", $"Use {string.Join(", ", names)} only."));
            }
            else if (given is not [var only])
            {
                problems.Add(new Problem(ProblemCodes.MemberRepeated, At(member.Key), $"{member.Key} is given more than once.", $"Send {member.Key} once, and make another call for another one."));
            }
            else
            {
                values.Add(member.Key, only);
            }
        }

        return values;
    }

    /// <summary>A project or an episode as <c>project_context</c> takes them; nothing else was ever ordered.</summary>
    public static string? PathWord(string name, string? value, List<Problem> problems)
    {
        if (value is null || PathWord().IsMatch(value))
        {
            return value;
        }

        problems.Add(new Problem(
            ProblemCodes.WrongForm, At(name), $"{name} {JsonPreview.Of(value)} is not 1 to 128 letters, digits, '.', '-' and '_', the first a letter or a digit, as every {name} is.",
            $"Send the {name} of the order, or leave it out for all."));
        return null;
    }

    /// <summary>The place of a member.</summary>
    public static string At(string name) => JsonPointer.Member("", name);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PathWord();
}
