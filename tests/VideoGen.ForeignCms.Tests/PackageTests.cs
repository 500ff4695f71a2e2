namespace VideoGen.ForeignCms.Tests;

/// <summary>What a stranger gets is whole and fits a strict project.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task The_package_holds_the_built_plugin_its_page_and_its_licence_and_nothing_else()
    {
        string[] files = [.. (await StrangersProject.RunAsync(".", [], mayFail: false, "tar", "tzf", await StrangersProject.PackageAsync())).Split('\n').Select(f => f.Trim()).Where(f => f.Length > 0)];

        foreach (string needed in new[] { "package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.d.ts", "dist/client.js", "dist/client.d.ts" })
        {
            files.ShouldContain($"package/{needed}");
        }

        files.ShouldAllBe(f => f.StartsWith("package/dist/", StringComparison.Ordinal) || f.Split('/').Length == 2);
        files.ShouldAllBe(f => !f.StartsWith("package/dist/", StringComparison.Ordinal) || f.EndsWith(".js", StringComparison.Ordinal) || f.EndsWith(".d.ts", StringComparison.Ordinal));
    }

    // Payload's own types do not pass every check that a project may switch on, so only what is ours counts.
    [Fact]
    public async Task A_strict_project_compiles_with_it()
    {
        string project = await StrangersProject.FolderAsync();
        string said = await StrangersProject.RunAsync(project, [], mayFail: true, "node", Path.Combine(project, "node_modules", "typescript", "bin", "tsc"), "-p", ".");

        said.Split('\n').Where(line => line.StartsWith("src/", StringComparison.Ordinal) || line.Contains("payload-plugin-videogen", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
