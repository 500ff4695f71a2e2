namespace VideoGen.Architecture.Tests;

/// <summary>What the lock files of packages record.</summary>
public sealed class LockFileTests
{
    [Fact]
    public void A_lock_file_names_versions_and_hashes_and_never_where_a_package_was_downloaded()
    {
        string root = Path.GetDirectoryName(Source.Root)!;
        string[] files = [.. Files(root)];

        files.Select(f => Path.GetRelativePath(root, f)).ShouldContain("payload/package-lock.json");
        files.Where(f => File.ReadLines(f).Any(l => l.Contains("\"resolved\": \"http", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "package*lock.json").Concat(Directory.EnumerateDirectories(folder)
            .Where(d => Path.GetFileName(d) is not ("node_modules" or "artifacts" or ".git" or "out" or "dist" or ".next"))
            .SelectMany(Files));
}
