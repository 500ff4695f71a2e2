using System.Collections.Immutable;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;

namespace VideoGen.Cli.Lint;

/// <summary>Findings of the lint for people.</summary>
internal static class LintTable
{
    /// <summary>Writes findings and what they are about.</summary>
    public static void Write(Screen screen, LintAnswer answer)
    {
        Findings(screen, answer.Findings);
        int warnings = answer.Findings.Count(f => f.Severity is LintSeverity.Warning);
        string requests = answer.Requests == 1 ? "" : $" in {answer.Requests} requests";
        screen.Gap();
        screen.Line($"{Counted(answer.Segments, "segment")}{requests}: {Counted(warnings, "warning")}, {Counted(answer.Findings.Length - warnings, "remark")}.");
    }

    /// <summary>Writes findings: rule and place, what was found, what to do.</summary>
    public static void Findings(Screen screen, ImmutableArray<LintFinding> findings)
    {
        foreach (LintFinding finding in findings)
        {
            bool isWarning = finding.Severity is LintSeverity.Warning;
            string place = finding.Pointer.Length == 0 ? "" : $" at {PlainText.Line(finding.Pointer)}";
            screen.Item(isWarning ? "!" : "·", $"{finding.Rule}{place}: {PlainText.Line(finding.Message)}", isWarning ? Styles.Attention : Styles.Quiet);
            screen.Item("→", PlainText.Line(finding.Remedy), Styles.Quiet, indent: 2);
        }
    }

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
