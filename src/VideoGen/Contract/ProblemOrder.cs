using System.Collections.Immutable;
using System.Globalization;

namespace VideoGen.Contract;

/// <summary>The order in which one answer lists its problems: by place, as the request is documented. Pure.</summary>
internal static class ProblemOrder
{
    private static readonly string[] Members =
        ["generated_frames", "storyboard_frames", "video_settings", "project_context", "request_key", "another_take", "plan_hash", "compare", "wait_seconds"];

    /// <summary>
    /// Every problem once, sorted by place; those of one place stay in the order in which they were found. At most <see cref="Findings.Most"/>
    /// and a closing line.
    /// </summary>
    public static ImmutableArray<Problem> Sort(IEnumerable<Problem> problems)
    {
        Problem[] sorted = [.. problems.Distinct().OrderBy(p => p.Code == ProblemCodes.MoreProblems).ThenBy(p => p.Pointer, Comparer<string>.Create(Compare))];
        if (sorted.Length <= Findings.Most || sorted[Findings.Most].Code == ProblemCodes.MoreProblems)
        {
            return [.. sorted];
        }

        var findings = new Findings();
        foreach (Problem problem in sorted)
        {
            findings.Refuse(problem.Code, problem.Pointer, problem.Message, problem.Remedy);
        }

        return findings.Problems;
    }

    private static int Compare(string left, string right)
    {
        string[] a = left.Split('/');
        string[] b = right.Split('/');
        for (int i = 1; i < Math.Min(a.Length, b.Length); i++)
        {
            int order = i == 1 ? Rank(a[i]).CompareTo(Rank(b[i])) : 0;
            order = order != 0 ? order : Number(a[i]).CompareTo(Number(b[i]));
            order = order != 0 ? order : string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    private static int Rank(string member) => Array.IndexOf(Members, member) is var rank and >= 0 ? rank : Members.Length;

    private static int Number(string step) => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
