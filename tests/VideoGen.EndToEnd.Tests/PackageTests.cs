using System.IO.Compression;
using System.Text.Json.Nodes;

namespace VideoGen.EndToEnd.Tests;

/// <summary>The package that people install: packed, installed from a folder, and used by an official client.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly Videogen _videogen = new();

    [Fact]
    public async Task The_packed_tool_installs_and_serves_its_tools()
    {
        string packages = Path.Combine(_videogen.Out, "packages");
        string tools = Path.Combine(_videogen.Out, "tools");
        await Done("bash", Path.Combine(Videogen.Repository, "build", "pack"), packages);
        ShouldBeAnMcpServer(Directory.GetFiles(packages, "VideoGen.Cli.0.*.nupkg").ShouldHaveSingleItem());

        await Done("dotnet", "tool", "install", "VideoGen.Cli", "--tool-path", tools, "--source", packages);

        string clients = await McpClientTests.InstallAsync(_videogen);
        (int code, string output, string error) = await _videogen.RunOtherAsync("node", clients, "v1.mjs", "--", Path.Combine(tools, "videogen"), "mcp");
        code.ShouldBe(0, output + error);
        output.ShouldContain("ok  v1 2025-11-25");
    }

    public void Dispose() => _videogen.Dispose();

    private static void ShouldBeAnMcpServer(string package)
    {
        using ZipArchive content = ZipFile.OpenRead(package);
        using StreamReader about = new(content.Entries.Single(e => e.Name == "VideoGen.Cli.nuspec").Open());
        string nuspec = about.ReadToEnd();
        nuspec.ShouldContain("<packageType name=\"McpServer\" />");
        using Stream server = content.GetEntry(".mcp/server.json").ShouldNotBeNull().Open();
        JsonNode entry = JsonNode.Parse(server)!;
        string version = (string)entry["version"]!;
        ((string)entry["packages"]![0]!["version"]!, (string)entry["packages"]![0]!["identifier"]!).ShouldBe((version, "VideoGen.Cli"));
        nuspec.ShouldContain($"<version>{version}</version>");
        content.GetEntry("README.md").ShouldNotBeNull();
    }

    private async Task Done(string program, params string[] arguments)
    {
        (int code, string output, string error) = await _videogen.RunOtherAsync(program, Videogen.Repository, arguments);
        code.ShouldBe(0, output + error);
    }
}
