using VideoGen.Testing;

namespace VideoGen.Web.Tests.Pages;

/// <summary>Pictures in the documents, which the tests take. <c>UPDATE_GOLDEN=1</c> writes them anew.</summary>
internal static class Pictures
{
    /// <summary>Keeps one. Fonts and video decoders draw differently from machine to machine, so bytes are not compared.</summary>
    public static void Keep(string name, byte[] png)
    {
        string file = Path.Combine(GoldenFile.Repository, "docs", "pictures", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllBytes(file, png);
        }

        File.Exists(file).ShouldBeTrue($"docs/pictures/{name} is missing; write it with UPDATE_GOLDEN=1 and look at it.");
    }
}
