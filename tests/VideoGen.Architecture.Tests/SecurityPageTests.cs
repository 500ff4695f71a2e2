namespace VideoGen.Architecture.Tests;

/// <summary><c>SECURITY.md</c> leaves no attempt without an answer.</summary>
public sealed class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Source.Root, "../SECURITY.md"));

    [Fact]
    public void Every_attempt_names_what_stops_it_and_a_test()
    {
        string[] rows = [.. Page[Page.IndexOf("| attempt |", StringComparison.Ordinal)..].Split('\n').TakeWhile(line => line.StartsWith('|')).Skip(2)];

        rows.Length.ShouldBeGreaterThan(15);
        rows.Where(row => row.Split('|') is not [_, _, { Length: > 5 }, var tests, _] || !NamedTestsTests.TestName().IsMatch(tests)).ShouldBeEmpty();
    }
}
