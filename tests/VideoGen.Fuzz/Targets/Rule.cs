using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Fuzz.Targets;

/// <summary>Says that a rule is broken, and the rules that several targets share.</summary>
internal static class Rule
{
    private const int LongestMessage = 8_000;

    public static void Require(bool kept, string rule, string? seen = null)
    {
        if (!kept)
        {
            throw new BrokenRuleException(rule, seen);
        }
    }

    /// <summary>A refusal says what is wrong, where, and the way out, at a readable length, in text that can be written as JSON.</summary>
    public static void Readable(ImmutableArray<Problem> problems)
    {
        Require(!problems.IsDefaultOrEmpty, "A refusal names at least one problem.");
        Require(problems.Length <= 1_001, "A refusal is not endless.");
        foreach (Problem problem in problems)
        {
            Require(problem.Code.Length > 0 && problem.Code.All(c => c is (>= 'a' and <= 'z') or '_' or (>= '0' and <= '9')), "A problem has a code.");
            Require(problem.Pointer.Length == 0 || problem.Pointer[0] == '/', "A problem has a place.");
            Require(problem.Message.Trim().Length > 0 && problem.Remedy.Trim().Length > 0, "A problem has a sentence and a remedy.");
            Require(problem.Message.Length <= LongestMessage && problem.Remedy.Length <= LongestMessage, "A problem is short enough to read.");
        }
    }
}
