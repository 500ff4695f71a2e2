using Shouldly;

namespace VideoGen.Testing;

/// <summary>Compares a text with a file that is reviewed like code. A missing file fails; <c>UPDATE_GOLDEN=1</c> writes it instead.</summary>
public static class GoldenFile
{
    /// <summary>The repository's folder, found upwards from the running tests.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Compares.</summary>
    /// <param name="path">Path of the file inside the repository.</param>
    /// <param name="text">What it must hold; spaces at the end of a line, empty lines at the end and the kind of line ends do not count.</param>
    public static void ShouldMatch(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string file = Path.Combine(Repository, path);
        // Tables are padded with spaces at the end; editors strip them from the files.
        string actual = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        File.Exists(file).ShouldBeTrue($"{path} is missing; write it with UPDATE_GOLDEN=1 and review it.");
        actual.ShouldBe(File.ReadAllText(file).ReplaceLineEndings("\n"), $"{path} differs; UPDATE_GOLDEN=1 writes it anew, for review.");
    }

    private static string FindRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "VideoGen.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
