using System.Text.RegularExpressions;

namespace VideoGen.Architecture.Tests;

/// <summary>What a page says is shown by a test is shown by that test.</summary>
public sealed partial class NamedTestsTests
{
    private static readonly string Root = Path.GetFullPath("..", Source.Root);

    [Theory]
    [InlineData("SECURITY.md", 30)]
    [InlineData("docs/reliability.md", 2)]
    public void Every_test_that_a_page_names_exists(string page, int atLeast)
    {
        MatchCollection names = TestName().Matches(File.ReadAllText(Path.Combine(Root, page)));

        names.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        names.Where(name => !Exists(name.Groups["class"].Value, name.Groups["test"].Value)).Select(name => name.Value).ShouldBeEmpty();
    }

    /// <summary>Finds names of tests in a page: the class alone, or one test of it.</summary>
    [GeneratedRegex(@"`(?<class>\w+Tests)(\.(?<test>\w+))?`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex TestName();

    private static bool Exists(string type, string test) =>
        Directory.EnumerateFiles(Path.Combine(Root, "tests"), $"{type}.cs", SearchOption.AllDirectories)
            .Any(file => test.Length == 0 || Regex.IsMatch(
                File.ReadAllText(file), $@"^    public (?:async Task|Task|void) {test}\(", RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)));
}
