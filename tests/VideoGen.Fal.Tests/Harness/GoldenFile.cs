using System.Runtime.CompilerServices;

namespace VideoGen.Fal.Tests.Harness;

/// <summary>
/// Compares a text with a reviewed file in <c>Golden/</c>. A missing file fails; <c>VIDEOGEN_UPDATE_GOLDEN=1</c> writes it instead.
/// </summary>
internal static class GoldenFile
{
    public static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden");

    public static void ShouldMatch(string name, string text)
    {
        var path = Path.Combine(Folder(), name);
        var actual = text.ReplaceLineEndings("\n") + "\n";
        if (System.Environment.GetEnvironmentVariable("VIDEOGEN_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        File.Exists(path).ShouldBeTrue($"Golden/{name} is missing; write it with VIDEOGEN_UPDATE_GOLDEN=1 and review it.");
        actual.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"), $"Golden/{name} differs.");
    }
}
