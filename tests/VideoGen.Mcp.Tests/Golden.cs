using System.Reflection;

namespace VideoGen.Mcp.Tests;

/// <summary>Texts that are reviewed like code. VIDEOGEN_ACCEPT=1 writes them anew.</summary>
internal static class Golden
{
    private static readonly string Folder = Path.Combine(
        typeof(Golden).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "SourceFolder").Value!, "Golden");

    public static void ShouldEqual(string file, string text)
    {
        string path = Path.Combine(Folder, file);
        text = text.ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("VIDEOGEN_ACCEPT") == "1")
        {
            File.WriteAllText(path, text);
        }

        text.ShouldBe(File.ReadAllText(path), $"Review the change, then write {file} anew with VIDEOGEN_ACCEPT=1.");
    }
}
