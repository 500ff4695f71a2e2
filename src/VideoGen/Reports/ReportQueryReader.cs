using System.Globalization;
using System.Text.RegularExpressions;
using VideoGen.Contract;

namespace VideoGen.Reports;

/// <summary>Reads what a report is about from the members of a call: <c>project_id</c>, <c>episode_id</c>, <c>since</c> and <c>by</c>. Pure.</summary>
public static partial class ReportQueryReader
{
    /// <summary>Member for the project.</summary>
    public const string Project = "project_id";

    /// <summary>Member for the episode.</summary>
    public const string Episode = "episode_id";

    /// <summary>Member for the begin.</summary>
    public const string Since = "since";

    /// <summary>Member for what to group by.</summary>
    public const string By = "by";

    private static readonly string[] Members = [Project, Episode, Since, By];

    // A local form, as 11/01/2026, would be read as another day elsewhere.
    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly Dictionary<string, ReportBy> Groups = Enum.GetValues<ReportBy>().ToDictionary(by => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(by.ToString()), StringComparer.Ordinal);

    /// <summary>The words for <see cref="ReportBy"/>.</summary>
    public static IReadOnlyCollection<string> GroupNames => Groups.Keys;

    /// <summary>The query; null, with every reason, when it cannot be meant.</summary>
    /// <param name="members">Members with their values, in any order; one with the value null is not there.</param>
    /// <param name="refusal">What is wrong with them; null where nothing is.</param>
    public static ReportQuery? Read(IEnumerable<(string Name, string? Value)> members, out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(members);
        var problems = new List<Problem>();
        var query = new ReportQuery();
        foreach (IGrouping<string, string> member in members.Where(m => m.Value is not null).GroupBy(m => m.Name, m => m.Value!, StringComparer.Ordinal))
        {
            string[] values = [.. member];
            Problem? problem = !Members.Contains(member.Key) ? Unknown(member.Key)
                : values is not [var value] ? Repeated(member.Key)
                : Take(member.Key, value, ref query);
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        refusal = problems.Count == 0 ? null : new Refusal { Problems = [.. problems.OrderBy(p => p.Pointer, StringComparer.Ordinal)] };
        return refusal is null ? query : null;
    }

    private static Problem? Take(string name, string value, ref ReportQuery query)
    {
        switch (name)
        {
            case Project or Episode when !PathWord().IsMatch(value):
                return new Problem(
                    ProblemCodes.WrongForm, At(name), $"{name} {JsonPreview.Of(value)} is not 1 to 128 letters, digits, '.', '-' and '_', the first a letter or a digit, as every {name} is.",
                    $"Send the {name} of the order, or leave it out for all.");
            case Project:
                query = query with { ProjectId = value };
                return null;
            case Episode:
                query = query with { EpisodeId = value };
                return null;
            case Since when DateTimeOffset.TryParseExact(value, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset since):
                query = query with { Since = since.ToUniversalTime() };
                return null;
            case Since:
                return new Problem(
                    ProblemCodes.WrongForm, At(Since), $"since {JsonPreview.Of(value)} is neither a day nor a time.",
                    "Send a day as 2026-11-01 (from its begin, UTC) or a time as 2026-11-01T12:00:00Z, or leave it out for all.");
            case By when Groups.TryGetValue(value, out ReportBy by):
                query = query with { By = by };
                return null;
            default:
                return new Problem(
                    ProblemCodes.NotAllowed, At(By), $"by {JsonPreview.Of(value)} is not one of: {string.Join(", ", Groups.Keys)}.",
                    "Send one of these, or leave it out for a single row.");
        }
    }

    private static Problem Unknown(string name) => new(
        ProblemCodes.MemberUnknown, At(name), $"A report has no member {JsonPreview.Name(name)}.", $"Use {string.Join(", ", Members)} only.");

    private static Problem Repeated(string name) => new(
        ProblemCodes.MemberRepeated, At(name), $"{name} is given more than once.", $"Send {name} once, or make a report for each.");

    private static string At(string name) => JsonPointer.Member("", name);

    // As project_context takes them; nothing else was ever ordered.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathWord();
}
