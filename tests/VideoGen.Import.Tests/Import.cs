using System.Text;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Import.Tests;

/// <summary>Storyboards written for a test, and what an import makes of them.</summary>
internal static class Import
{
    /// <summary>The request; fails when there is none.</summary>
    public static SynthesisRequest Request(string path, ImportOptions? options = null)
    {
        ImportResult result = StoryboardImport.Read(path, options ?? new ImportOptions());
        return result is ImportResult.Imported { Request: var request } ? request : throw new InvalidOperationException(string.Join('\n', ((ImportResult.Refused)result).Problems));
    }

    /// <summary>The problems; fails when there are none.</summary>
    public static Problem[] Problems(string path, ImportOptions? options = null) =>
        [.. StoryboardImport.Read(path, options ?? new ImportOptions()).ShouldBeOfType<ImportResult.Refused>().Problems];

    /// <summary>The notes.</summary>
    public static string[] Notes(string path, ImportOptions? options = null) => [.. StoryboardImport.Read(path, options ?? new ImportOptions()).Notes];

    /// <summary>Writes a text into a folder.</summary>
    public static string Text(this TestFolder folder, string name, string text) => folder.Write(name, Encoding.UTF8.GetBytes(text));
}
