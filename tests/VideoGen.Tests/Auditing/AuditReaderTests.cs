using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Jobs;
using VideoGen.Testing;

namespace VideoGen.Tests.Auditing;

/// <summary>Programs of others read a bundle.</summary>
public sealed class AuditReaderTests : AuditStageTest
{
    [Fact]
    public async Task Other_programs_read_the_zip()
    {
        Job job = await DeliveredAsync();
        string file = Path.Combine(Stage.Home, "bundle.zip");
        await File.WriteAllBytesAsync(file, await BundleAsync(job.RequestId));
        const string Script = "import zipfile, sys; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()), {i.compress_type for i in z.infolist()})";

        var start = new ProcessStartInfo("python3", ["-c", Script, file]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process python = Process.Start(start)!;
        string said = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();

        said.Trim().ShouldBe($"None {Entries(await File.ReadAllBytesAsync(file)).Count} {{0}}");
    }

    // A reader and a validator of RO-Crates that others wrote, with the published context.
    [Fact]
    public async Task Others_read_the_bundle_as_a_research_object_crate()
    {
        Job job = await DeliveredAsync();
        SortedDictionary<string, byte[]> entries = Entries(await BundleAsync(job.RequestId));
        string file = Path.Combine(Stage.Home, "ro-crate-metadata.json");
        await File.WriteAllBytesAsync(file, entries["ro-crate-metadata.json"]);

        JsonNode said = JsonNode.Parse(await CrateAsync(file))!;

        said["root"]!.GetValue<string>().ShouldBe("./");
        said["errors"]!.AsArray().ShouldBeEmpty();
        said["dangling"]!.AsArray().ShouldBeEmpty();
        said["unknown"]!.AsArray().ShouldBeEmpty();
        said["files"]!.AsArray().Select(f => (string)f!["id"]!).Append("ro-crate-metadata.json").ShouldBe(entries.Keys, ignoreOrder: true);
        foreach (JsonNode? described in said["files"]!.AsArray().Where(f => (string)f!["id"]! != "manifest.json"))
        {
            ((string)described!["sha256"]!).ShouldBe(Hash(entries[(string)described["id"]!]));
        }

        JsonNode action = said["actions"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)action["status"]!).ShouldBe("http://schema.org/CompletedActionStatus");
        ((string)action["result"]!).ShouldStartWith("clips/");
    }

    private static async Task<string> CrateAsync(string file)
    {
        string judge = Path.Combine(GoldenFile.Repository, "tests", "clients", "crate");
        if (!Directory.Exists(Path.Combine(judge, "node_modules")))
        {
            await ProgramAsync(judge, "npm", "ci", "--no-audit", "--no-fund");
        }

        return await ProgramAsync(judge, "node", "read.mjs", file);
    }

    private static async Task<string> ProgramAsync(string folder, string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
