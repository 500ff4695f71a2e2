using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using VideoGen.Contract;

namespace VideoGen.Exports;

/// <summary>
/// Reads what is exported from the members of a call: <c>request_id</c>, or <c>project_id</c> with or without <c>episode_id</c>; <c>format</c>;
/// <c>rate</c>. Pure.
/// </summary>
public static partial class ExportQueryReader
{
    /// <summary>Member for the request.</summary>
    public const string Request = "request_id";

    /// <summary>Member for the project.</summary>
    public const string Project = "project_id";

    /// <summary>Member for the episode.</summary>
    public const string Episode = "episode_id";

    /// <summary>Member for the form.</summary>
    public const string Format = "format";

    /// <summary>Member for the frames per second.</summary>
    public const string Rate = "rate";

    private const decimal HighestRate = 240;

    private static readonly string[] Members = [Request, Project, Episode, Format, Rate];

    private static readonly Dictionary<string, ExportFormat> Formats =
        Enum.GetValues<ExportFormat>().ToDictionary(format => JsonNamingPolicy.SnakeCaseLower.ConvertName(format.ToString()), StringComparer.Ordinal);

    /// <summary>The words for <see cref="ExportFormat"/>.</summary>
    public static IReadOnlyCollection<string> FormatNames => Formats.Keys;

    /// <summary>The query; null, with every reason, when it cannot be meant.</summary>
    /// <param name="members">Members with their values, in any order; one with the value null is not there.</param>
    /// <param name="refusal">What is wrong with them; null where nothing is.</param>
    public static ExportQuery? Read(IEnumerable<(string Name, string? Value)> members, out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(members);
        var problems = new List<Problem>();
        var values = QueryMembers.Read("An export", members, Members, problems);
        var query = new ExportQuery
        {
            RequestId = values.GetValueOrDefault(Request),
            ProjectId = Word(Project),
            EpisodeId = Word(Episode),
            Format = FormatOf(values.GetValueOrDefault(Format), problems),
            Rate = RateOf(values.GetValueOrDefault(Rate), problems),
        };
        if (values.ContainsKey(Request) == values.ContainsKey(Project))
        {
            problems.Add(new Problem(
                ProblemCodes.NotAllowed, "", values.ContainsKey(Request) ? $"An export is of a request or of a project, and both are given." : "It is not said what to export.",
                $"Send either {Request}, or {Project} with or without {Episode}."));
        }
        else if (values.ContainsKey(Request) && values.ContainsKey(Episode))
        {
            problems.Add(new Problem(ProblemCodes.NotAllowed, QueryMembers.At(Episode), $"{Episode} goes with {Project}; a request is of one episode.", $"Leave {Episode} out, or send {Project} instead of {Request}."));
        }

        refusal = problems.Count == 0 ? null : new Refusal { Problems = [.. problems.OrderBy(p => p.Pointer, StringComparer.Ordinal)] };
        return refusal is null ? query : null;

        string? Word(string name) => QueryMembers.PathWord(name, values.GetValueOrDefault(name), problems);
    }

    private static ExportFormat FormatOf(string? word, List<Problem> problems)
    {
        if (word is not null && Formats.TryGetValue(word, out ExportFormat format))
        {
            return format;
        }

        problems.Add(new Problem(
            ProblemCodes.NotAllowed, QueryMembers.At(Format), word is null ? $"{Format} is missing." : $"{Format} {JsonPreview.Of(word)} is not one of: {string.Join(", ", Formats.Keys)}.",
            $"Send one of {string.Join(", ", Formats.Keys)}; otio keeps most."));
        return default;
    }

    private static decimal? RateOf(string? word, List<Problem> problems)
    {
        if (word is null)
        {
            return null;
        }

        // As people write it: 23.976 or 24000/1001.
        if (Number().Match(word) is { Success: true } match
            && decimal.Parse(match.Groups["over"].Value, CultureInfo.InvariantCulture) is var over
            && (match.Groups["under"].Success ? decimal.Parse(match.Groups["under"].Value, CultureInfo.InvariantCulture) : 1) is > 0 and var under
            && over / under is > 0 and <= HighestRate and var rate)
        {
            return rate;
        }

        problems.Add(new Problem(
            ProblemCodes.WrongForm, QueryMembers.At(Rate), $"{Rate} {JsonPreview.Of(word)} is no number of frames per second, more than 0 and at most {HighestRate}.",
            "Send one as 24, 23.976 or 24000/1001, or leave it out for that of most clips."));
        return null;
    }

    [GeneratedRegex(@"\A(?<over>[0-9]{1,6}(\.[0-9]{1,6})?)(/(?<under>[0-9]{1,6}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Number();
}
