using System.Runtime.CompilerServices;

namespace VideoGen.Cli.Tests;

/// <summary>
/// Texts that are reviewed like code: a test compares with the file beside it. <c>UPDATE_GOLDEN=1</c> writes the files anew.
/// </summary>
internal static class Golden
{
    public static void ShouldMatch(string actual, string name, [CallerFilePath] string caller = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name);
        ShouldMatchFile(actual, file);
    }

    public static void ShouldMatchFile(string actual, string file)
    {
        // Trailing spaces are what tables are padded with; editors strip them from the files.
        string text = string.Join('\n', actual.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()));
        if (System.Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing; UPDATE_GOLDEN=1 writes it.");
        text.ShouldBe(File.ReadAllText(file).ReplaceLineEndings("\n"), $"{Path.GetFileName(file)} differs; UPDATE_GOLDEN=1 writes it anew, for review.");
    }
}
