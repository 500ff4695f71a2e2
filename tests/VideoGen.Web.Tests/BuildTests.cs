using System.IO.Compression;
using VideoGen.Testing;

namespace VideoGen.Web.Tests;

/// <summary>What <c>web/dist</c> holds is what <c>web/src</c> makes, so that nobody needs Node to build the product.</summary>
public sealed class BuildTests
{
    private static readonly Dictionary<string, (int Bytes, int Compressed)> Budgets = new()
    {
        ["sheet.js"] = (60_000, 20_000),
        ["view.html"] = (120_000, 40_000),
        ["board.js"] = (80_000, 28_000),
        ["board.css"] = (8_000, 3_000),
    };

    [Fact]
    public async Task The_built_files_are_those_of_a_fresh_build()
    {
        using var folder = new TestFolder();

        await NodeRun.NodeAsync("build.mjs", folder.Path);

        string kept = Path.Combine(NodeRun.Web, "dist");
        folder.Files.ShouldBe(Directory.EnumerateFiles(kept).Select(f => Path.GetFileName(f)).Order());
        foreach (string file in folder.Files)
        {
            (await File.ReadAllTextAsync(Path.Combine(kept, file)) == await File.ReadAllTextAsync(folder[file]))
                .ShouldBeTrue($"web/dist/{file} is older than web/src: run 'npm run build' in web/ and commit what it writes.");
        }
    }

    [Fact]
    public async Task The_sources_are_typed_strictly() => await NodeRun.NodeAsync("node_modules/typescript/bin/tsc", "--noEmit");

    [Fact]
    public void The_built_files_are_small_and_make_no_code_of_text()
    {
        foreach ((string file, (int bytes, int compressed)) in Budgets)
        {
            string path = Path.Combine(NodeRun.Web, "dist", file);
            byte[] content = File.ReadAllBytes(path);
            content.Length.ShouldBeLessThanOrEqualTo(bytes, file);
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                gzip.Write(content);
            }

            packed.Length.ShouldBeLessThanOrEqualTo(compressed, file);
            string text = File.ReadAllText(path);
            text.ShouldNotContain("eval(");
            text.ShouldNotContain("new Function");
        }
    }
}
