using System.Text.RegularExpressions;

namespace VideoGen.Architecture.Tests;

/// <summary>The page of log lines and the code say the same: every line has an id of its own, and none is missing.</summary>
public sealed partial class LogPageTests
{
    private static readonly string[] Lines =
        [.. Source.Files().SelectMany(file => Message().Matches(File.ReadAllText(file))).Select(m => $"| {m.Groups["id"].Value} | {m.Groups["level"].Value.ToLowerInvariant()} | {m.Groups["text"].Value} |").Order(StringComparer.Ordinal)];

    private static readonly string[] Page = [.. File.ReadLines(Path.Combine(Source.Root, "..", "docs", "logs.md")).Where(line => Row().IsMatch(line))];

    [Fact]
    public void Every_line_of_the_code_is_on_the_page_and_no_other() => Page.Select(row => row[..(row[..^2].LastIndexOf('|') + 1)]).ShouldBe(Lines);

    [Fact]
    public void Every_line_says_what_to_do() => Page.Select(row => row.Split('|')[^2].Trim()).ShouldAllBe(remedy => remedy.Length > 0);

    [Fact]
    public void No_two_lines_have_the_same_id() =>
        Lines.GroupBy(line => line.Split('|')[1]).Where(group => group.Count() > 1).Select(group => string.Join('\n', group)).ShouldBeEmpty();

    [Fact]
    public void Every_log_call_is_one_of_these() =>
        Source.Files().Where(file => !file.EndsWith("Log.cs", StringComparison.Ordinal) && !file.EndsWith("BothLogs.cs", StringComparison.Ordinal))
            .SelectMany(file => Loose().Matches(File.ReadAllText(file)).Select(m => $"{Source.Name(file)}: {m.Value}")).ShouldBeEmpty();

    [GeneratedRegex("""\[LoggerMessage\((?<id>\d+), LogLevel\.(?<level>\w+), "(?<text>([^"\\]|\\.)*)"\)\]""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Message();

    [GeneratedRegex(@"^\| \d{4} \|", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Loose();
}
