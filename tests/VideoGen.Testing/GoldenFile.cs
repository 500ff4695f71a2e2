using Shouldly;

namespace VideoGen.Testing;

/// <summary>Compares a text with a reviewed file. A missing file fails; <c>VIDEOGEN_UPDATE_GOLDEN=1</c> writes it instead.</summary>
public static class GoldenFile
{
    /// <summary>The repository's folder, found upwards from the running tests.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Compares.</summary>
    /// <param name="path">Path of the file inside the repository.</param>
    /// <param name="text">What it must hold; line ends do not count.</param>
    public static void ShouldMatch(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string file = Path.Combine(Repository, path);
        string actual = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("VIDEOGEN_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        File.Exists(file).ShouldBeTrue($"{path} is missing; write it with VIDEOGEN_UPDATE_GOLDEN=1 and review it.");
        actual.ShouldBe(File.ReadAllText(file).ReplaceLineEndings("\n"), $"{path} differs.");
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
