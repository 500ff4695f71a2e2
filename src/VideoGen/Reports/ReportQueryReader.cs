using System.Globalization;
using VideoGen.Contract;

namespace VideoGen.Reports;

/// <summary>Reads what a report is about from the members of a call: <c>project_id</c>, <c>episode_id</c>, <c>since</c> and <c>by</c>. Pure.</summary>
public static class ReportQueryReader
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
        Dictionary<string, string> values = QueryMembers.Read("A report", members, Members, problems);
        var query = new ReportQuery
        {
            ProjectId = QueryMembers.PathWord(Project, values.GetValueOrDefault(Project), problems),
            EpisodeId = QueryMembers.PathWord(Episode, values.GetValueOrDefault(Episode), problems),
            Since = values.TryGetValue(Since, out string? since) ? TimeOf(since, problems) : null,
            By = values.TryGetValue(By, out string? by) ? GroupOf(by, problems) : null,
        };
        refusal = problems.Count == 0 ? null : new Refusal { Problems = [.. problems.OrderBy(p => p.Pointer, StringComparer.Ordinal)] };
        return refusal is null ? query : null;
    }

    private static DateTimeOffset? TimeOf(string value, List<Problem> problems)
    {
        if (DateTimeOffset.TryParseExact(value, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time.ToUniversalTime();
        }

        problems.Add(new Problem(
            ProblemCodes.WrongForm, QueryMembers.At(Since), $"since {JsonPreview.Of(value)} is neither a day nor a time.",
            "Send a day as 2026-11-01 (from its begin, UTC) or a time as 2026-11-01T12:00:00Z, or leave it out for all."));
        return null;
    }

    private static ReportBy? GroupOf(string value, List<Problem> problems)
    {
        if (Groups.TryGetValue(value, out ReportBy by))
        {
            return by;
        }

        problems.Add(new Problem(
            ProblemCodes.NotAllowed, QueryMembers.At(By), $"by {JsonPreview.Of(value)} is not one of: {string.Join(", ", Groups.Keys)}.",
            "Send one of these, or leave it out for a single row."));
        return null;
    }
}
