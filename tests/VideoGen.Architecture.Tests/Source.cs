using System.Runtime.CompilerServices;

namespace VideoGen.Architecture.Tests;

/// <summary>The product's own source files.</summary>
internal static class Source
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../src"));

    /// <summary>C# files below a folder of <c>src</c>, without what the build makes.</summary>
    public static IEnumerable<string> Files(string folder = "") =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string Name(string file) => Path.GetRelativePath(Root, file);

    private static string Here([CallerFilePath] string path = "") => path;
}
