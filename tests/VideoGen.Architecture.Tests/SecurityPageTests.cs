using System.Text.RegularExpressions;

namespace VideoGen.Architecture.Tests;

/// <summary>What <c>SECURITY.md</c> says is shown by tests is shown by tests.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Source.Root, "../SECURITY.md"));

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        string[] missing = [.. TestName().Matches(Page).Where(m => !Exists(m.Groups["class"].Value, m.Groups["test"].Value)).Select(m => m.Value)];

        TestName().Count(Page).ShouldBeGreaterThan(30);
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_attempt_names_what_stops_it_and_a_test()
    {
        string[] rows = [.. Page[Page.IndexOf("| attempt |", StringComparison.Ordinal)..].Split('\n').TakeWhile(line => line.StartsWith('|')).Skip(2)];

        rows.Length.ShouldBeGreaterThan(15);
        rows.Where(row => row.Split('|') is not [_, _, { Length: > 5 }, var tests, _] || !TestName().IsMatch(tests)).ShouldBeEmpty();
    }

    private static bool Exists(string type, string test) =>
        Directory.EnumerateFiles(Path.Combine(Source.Root, "../tests"), $"{type}.cs", SearchOption.AllDirectories)
            .Any(file => Regex.IsMatch(File.ReadAllText(file), $@"^    public (?:async Task|void) {test}\(", RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)));

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<test>\w+)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TestName();
}
