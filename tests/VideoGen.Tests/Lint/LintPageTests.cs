using System.Text;
using VideoGen.Contract;
using VideoGen.Lint;
using VideoGen.Testing;

namespace VideoGen.Tests.Lint;

/// <summary><c>docs/lint.md</c> lists every rule as it is.</summary>
public sealed class LintPageTests
{
    private const string Name = "docs/lint.md";
    private const string Begin = "| id | severity | finds | what to do |\n|---|---|---|---|\n";
    private const string End = "\nSwitch a rule off";

    [Fact]
    public void Page_ListsEveryRule()
    {
        string page = File.ReadAllText(Path.Combine(GoldenFile.Repository, Name)).ReplaceLineEndings("\n");
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = page.IndexOf(End, StringComparison.Ordinal);
        var table = new StringBuilder();
        foreach (LintRule rule in LintRules.All)
        {
            table.Append($"| `{rule.Id}` | {(rule.Severity is LintSeverity.Warning ? "warning" : "info")} | {rule.Summary} | {rule.Remedy} |\n");
        }

        GoldenFile.ShouldMatch(Name, page[..from] + table + page[to..]);
    }
}
