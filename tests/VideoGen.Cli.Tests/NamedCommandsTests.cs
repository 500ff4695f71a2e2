using System.CommandLine;
using System.Text.RegularExpressions;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

/// <summary>Every command that a message or a page tells people to run exists, with its options.</summary>
public sealed partial class NamedCommandsTests
{
    private static readonly Command Root = new CommandTree((_, _) => throw new InvalidOperationException()).Build();

    public static TheoryData<string> Commands => [.. Texts().SelectMany(Named).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_named_command_exists(string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Command at = Root;
        foreach (string word in words.Skip(1))
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                IEnumerable<Option> options = at.Options.Concat(Root.Options.Where(o => o.Recursive));
                (options.Any(o => o.Name == word || o.Aliases.Contains(word)) || IsServer(at)).ShouldBeTrue($"'{command}': {at.Name} has no option {word}");
            }
            else if (at.Subcommands.FirstOrDefault(c => c.Name == word) is { } sub)
            {
                at = sub;
            }
            else
            {
                (at.Subcommands.Count == 0).ShouldBeTrue($"'{command}': there is no command {word}");
            }
        }
    }

    // Handed on to another program, which knows its own options.
    private static bool IsServer(Command command) => command.Name is "serve" or "simulate-fal" or "simulate-openrouter" or "simulate-runway";

    private static IEnumerable<string> Texts() =>
        new[] { "src", "docs", "payload/plugin" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(GoldenFile.Repository, folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".md" && !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    // In quotes, in code, or behind a colon: prose may say "videogen and", or what the program is.
    private static IEnumerable<string> Named(string text) =>
        Command().Matches(text).Select(m => m.Groups["command"].Value.Trim());

    [GeneratedRegex(@"(?:['`>]|: |^\s*|\$ )(?<command>videogen [a-z-]+(?: (?:push|add|list|revoke|copy|upgrade)\b)?(?: --[a-z][a-z-]*)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Command();
}
