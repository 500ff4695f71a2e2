using System.Text.RegularExpressions;
using VideoGen.Server.Tests.Mcp.Rig;

namespace VideoGen.EndToEnd.Tests;

/// <summary>
/// The commands that the pages print do what they say: every block of shell commands is run as it stands, beside the sample's pictures, with
/// the program on the path and a server on this machine. What is still being made when the program stops waiting (its exit code 4) is asked for
/// again, as a reader would. A block that cannot be run here says why.
/// </summary>
public sealed partial class PageCommandTests : IAsyncLifetime, IDisposable
{
    private const int StillMade = 4;

    private readonly Videogen _videogen = new();
    private ServerProcess _server = null!;

    public static TheoryData<string, int> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, int>();
            foreach (string page in Pages())
            {
                foreach ((int index, Match block) in Shell().Matches(Read(page)).Index())
                {
                    if (!block.Groups["reason"].Success)
                    {
                        blocks.Add(page, index);
                    }
                }
            }

            return blocks;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_block_runs_as_it_is_printed(string page, int index)
    {
        string indent = Shell().Matches(Read(page))[index].Groups["indent"].Value;
        string text = Shell().Matches(Read(page))[index].Groups["text"].Value;
        string script = string.Join('\n', text.Split('\n').Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line))
            .Replace("127.0.0.1:8377", _server.Address.Authority, StringComparison.Ordinal);
        string file = Path.Combine(_videogen.Home, "block.sh");
        await File.WriteAllTextAsync(file, $"set -eu\nPATH={Path.GetDirectoryName(Videogen.Executable)}:$PATH\n{script}\n");

        int code;
        string output, error;
        do
        {
            (code, output, error) = await _videogen.RunOtherAsync("sh", Path.Combine(Videogen.Repository, "samples", "lighthouse"), file);
        }
        while (code == StillMade);

        code.ShouldBe(0, $"{page}: {text}\n{output}\n{error}");
        output.ShouldNotContain("urn:videogen:problem", customMessage: $"{page}: {text}");
        output.ShouldNotContain("provider_error", customMessage: $"{page}: {text}");
    }

    [Fact]
    public void Every_block_that_is_not_run_says_why()
    {
        Match[] all = [.. Pages().SelectMany(page => Shell().Matches(Read(page)))];

        all.Length.ShouldBeGreaterThan(8);
        all.Where(b => b.Groups["reason"].Success).ShouldAllBe(b => b.Groups["reason"].Value.Length > 10);
        Pages().SelectMany(page => PlainCommand().Matches(Read(page)).Select(m => $"{page}: {m.Value}")).ShouldBeEmpty("a command belongs into a block of ```sh");
    }

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_videogen.Home);
        _server = await ServerProcess.StartAsync(_videogen.Home);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _videogen.Dispose();

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Videogen.Repository, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Videogen.Repository, "docs"), "*.md", SearchOption.AllDirectories))
            .Append(Path.Combine(Videogen.Repository, "samples", "README.md"))
            .Select(file => Path.GetRelativePath(Videogen.Repository, file))
            .Order(StringComparer.Ordinal);

    private static string Read(string page) => File.ReadAllText(Path.Combine(Videogen.Repository, page)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"(^ *<!-- not run here: (?<reason>[^\n]+) -->\n+)?^(?<indent> *)```(sh|bash|shell)\n(?<text>.*?)\n *```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Shell();

    [GeneratedRegex(@"^ *```\n *(videogen|curl|npx|npm|dotnet|\./\w+) [^\n]*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PlainCommand();
}
