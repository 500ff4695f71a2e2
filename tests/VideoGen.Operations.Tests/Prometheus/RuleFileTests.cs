using System.Text.RegularExpressions;
using VideoGen.Operations.Tests.Rig;
using VideoGen.Testing;

namespace VideoGen.Operations.Tests.Prometheus;

/// <summary>The rules before Prometheus's own tools, and what every alert must have.</summary>
public sealed partial class RuleFileTests
{
    public static TheoryData<string> Names => [.. Shipped.Alerts().Select(a => a.Name)];

    [Fact]
    public async Task The_rules_are_rules()
    {
        (int code, string output) = await Programs.RunAsync("promtool", ["check", "rules", "--lint-fatal", Shipped.PathOf(Shipped.RulesFile)]);
        code.ShouldBe(0, output);
    }

    [Fact]
    public async Task Every_alert_fires_and_ends_when_its_test_says_so()
    {
        (int code, string output) = await Programs.RunAsync("promtool", ["test", "rules", Shipped.PathOf(Shipped.RuleTestsFile)]);
        code.ShouldBe(0, output);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_alert_is_tested_before_it_fires_while_it_does_and_after(string alert)
    {
        int[][] tests = [.. Tree.List(Shipped.Yaml(Shipped.RuleTestsFile), "tests").Select(test => Tree.List(test, "alert_rule_test")
            .Where(at => Tree.Text(at, "alertname") == alert).Select(at => Tree.List(at, "exp_alerts").Count()).ToArray())];

        tests.Any(counts => counts.Length >= 3 && counts[0] == 0 && counts[^1] == 0 && counts.Any(c => c > 0)).ShouldBeTrue($"{alert} needs a time before, one within and one after.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_alert_says_how_urgent_it_is_what_it_means_and_what_to_do(string alert)
    {
        Alert rule = Shipped.Alerts().Single(a => a.Name == alert);
        rule.For.ShouldNotBeNull();
        rule.Severity.ShouldBeOneOf("page", "ticket");
        rule.Summary.ShouldNotBeNullOrEmpty();
        rule.Description.ShouldNotBeNull().Length.ShouldBeGreaterThan(40);
        string[] runbook = rule.Runbook.ShouldNotBeNull().Split('#');
        string page = File.ReadAllText(Path.Combine(GoldenFile.Repository, runbook[0]));

        Headings(page).Select(h => h.Anchor).ShouldContain(runbook[1]);
        string paragraph = Headings(page).Single(h => h.Anchor == runbook[1]).Text;
        paragraph.ShouldContain("`videogen ", customMessage: $"{alert}: the runbook names no command.");
        paragraph.Length.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void The_runbook_has_no_alert_that_there_is_not() =>
        Headings(File.ReadAllText(Path.Combine(GoldenFile.Repository, "docs", "operations.md"))).Select(h => h.Title).Where(t => t.StartsWith("VideoGen", StringComparison.Ordinal))
            .ShouldBe(Shipped.Alerts().Select(a => a.Name), ignoreOrder: true);

    [Fact]
    public async Task The_example_of_Prometheus_loads_the_rules()
    {
        (int code, string output) = await Programs.RunAsync("promtool", ["check", "config", "--syntax-only", Shipped.PathOf("prometheus/prometheus.yml")]);
        code.ShouldBe(0, output);
        Tree.List(Shipped.Yaml("prometheus/prometheus.yml"), "rule_files").ShouldBe([Path.GetFileName(Shipped.RulesFile)]);
    }

    [Fact]
    public async Task The_example_of_Alertmanager_is_a_configuration()
    {
        (int code, string output) = await Programs.RunAsync("amtool", ["check-config", Shipped.PathOf("alertmanager/alertmanager.yml")]);
        code.ShouldBe(0, output);
    }

    // Anchors as pages of Markdown get them: small letters, spaces as hyphens, nothing else but words.
    private static IEnumerable<(string Title, string Anchor, string Text)> Headings(string page) =>
        Heading().Matches(page).Select(m => (m.Groups["title"].Value, Unspoken().Replace(m.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-'), m.Groups["text"].Value));

    [GeneratedRegex(@"^#+ (?<title>[^\n]+)\n(?<text>.*?)(?=^#|\z)", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unspoken();
}
