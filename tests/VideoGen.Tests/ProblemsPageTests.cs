using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using VideoGen.Contract;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Tests;

/// <summary><c>docs/problems.md</c> lists every code the program can answer with, and nothing else.</summary>
public sealed partial class ProblemsPageTests
{
    private static readonly string[] Sources = ["VideoGen.Animatic", "VideoGen.Cli", "VideoGen.Fal", "VideoGen.Host", "VideoGen.Import", "VideoGen.Ledger", "VideoGen.Ledger.Postgres", "VideoGen.Mcp", "VideoGen.OpenRouter", "VideoGen.Runway", "VideoGen.Server", "VideoGen"];

    [Fact]
    public void Page_ListsEveryConstant() =>
        Constants(typeof(ProblemCodes)).Concat(Constants(typeof(WarningCodes))).Concat(FailureWords()).Except(Listed()).ShouldBeEmpty();

    [Fact]
    public void Page_ListsEveryCodeWrittenOutInTheSources() => WrittenOut().Except(Listed()).ShouldBeEmpty();

    [Fact]
    public void Page_ListsNothingElse()
    {
        string sources = string.Concat(SourceFiles().Select(File.ReadAllText));
        Listed().Except(FailureWords()).Where(code => !sources.Contains($"\"{code}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Page_ListsEachCodeOnce()
    {
        List<string> listed = [.. Listed()];
        listed.ShouldBe(listed.Distinct());
    }

    private static IEnumerable<string> Listed() =>
        Row().Matches(File.ReadAllText(Path.Combine(GoldenFile.Repository, "docs/problems.md"))).Select(m => m.Groups["code"].Value);

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    private static IEnumerable<string> FailureWords() =>
        Enum.GetNames<FailureError>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);

    private static IEnumerable<string> WrittenOut() =>
        SourceFiles().SelectMany(f => Written().Matches(File.ReadAllText(f))).Select(m => m.Groups["code"].Value).Distinct();

    private static IEnumerable<string> SourceFiles() => Sources
        .SelectMany(s => Directory.EnumerateFiles(Path.Combine(GoldenFile.Repository, "src", s), "*.cs", SearchOption.AllDirectories))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal));

    [GeneratedRegex(@"^\| `(?<code>[a-z0-9_]+)` \|", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Row();

    // new Problem("code", new AnimaticException("code", constants named …Code, and the table of fal's error kinds.
    [GeneratedRegex("""(?:new (?:Problem|AnimaticException)\(\s*|const string \w*Code = )"(?<code>[a-z0-9_]+)"(?=[,;])|\["(?<code>[a-z0-9_]+)"\] = new\(""", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Written();
}
