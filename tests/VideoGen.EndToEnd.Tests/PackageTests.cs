using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VideoGen.EndToEnd.Tests;

/// <summary>What is installed works whole: everything that the program does, from the folder where the package was installed.</summary>
public sealed partial class PackageTests(InstalledTool tool) : IClassFixture<InstalledTool>, IDisposable
{
    private const int Terminate = 15;

    private readonly Videogen _videogen = new(tool.Command);

    [Fact]
    public void The_package_is_listed_as_an_MCP_server()
    {
        using ZipArchive content = ZipFile.OpenRead(Directory.GetFiles(tool.Packages, "VideoGen.Cli.0.*.nupkg").ShouldHaveSingleItem());
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

    [Fact]
    public void The_program_is_in_it_once_and_without_the_symbols_of_a_debugger()
    {
        using ZipArchive content = ZipFile.OpenRead(Directory.GetFiles(tool.Packages, $"VideoGen.Cli.{RuntimeInformation.RuntimeIdentifier}.*.nupkg").ShouldHaveSingleItem());

        content.Entries.ShouldNotContain(e => Path.GetExtension(e.Name) == ".dbg");
        content.Entries.ShouldContain(e => e.Name == "videogen");
        content.Entries.ShouldNotContain(e => e.Name == "VideoGen.Cli");
    }

    [Fact]
    public async Task It_serves_its_tools_to_an_official_client()
    {
        string clients = await McpClientTests.InstallAsync(_videogen);
        (int code, string output, string error) = await _videogen.RunClientAsync(clients, "v1.mjs", "--", tool.Command, "mcp");

        code.ShouldBe(0, output + error);
        output.ShouldContain("ok  v1 2025-11-25");
    }

    [Fact]
    public async Task It_plans_and_renders()
    {
        (int planned, JsonNode plan) = await _videogen.RunJsonAsync("plan", Videogen.Sample("night-train"));
        (int code, JsonNode answer) = await _videogen.RunJsonAsync("generate", Videogen.Sample("night-train"), "--provider", "animatic", "--wait", "600");

        (planned, code).ShouldBe((0, 0), answer.ToJsonString());
        ((string)answer["plan_hash"]!).ShouldBe((string)plan["plan_hash"]!);
        answer["video_segments"]!.AsArray().Count.ShouldBe(2);
        answer["video_segments"]!.AsArray().ShouldAllBe(s => File.Exists(new Uri((string)s!["video_url"]!).LocalPath));
    }

    [Fact]
    public async Task Serve_answers_and_stops_when_it_is_told()
    {
        using Process server = _videogen.Start(new Dictionary<string, string> { ["VIDEOGEN_SERVER_PORT"] = "0" }, "serve");
        string root = Listening().Match(await LineAsync(server, "Now listening on: ")).Value;
        using var http = new HttpClient();
        string health = await http.GetStringAsync(new Uri($"{root}/health"));

        Kill(server.Id, Terminate).ShouldBe(0);
        (int code, _, string error) = await Videogen.EndAsync(server);

        code.ShouldBe(0, error);
        ((string)JsonNode.Parse(health)!["status"]!).ShouldBe("ok");
    }

    [Theory]
    [InlineData("fal-ai", "simulate-fal")]
    [InlineData("openrouter", "simulate-openrouter")]
    [InlineData("runway", "simulate-runway")]
    public async Task An_order_is_bought_at_the_simulator_that_came_with_it(string provider, string simulate)
    {
        using Process simulator = _videogen.Start(simulate, "--port", "0");
        var variables = new Dictionary<string, string>();
        for (string line = ""; line != "# ready"; line = await LineAsync(simulator, ""))
        {
            if (line.StartsWith("export ", StringComparison.Ordinal) && line["export ".Length..].Split('=', 2) is [var name, var value])
            {
                variables.Add(name, value);
            }
        }

        (int code, string output, string error) = await _videogen.RunAsync(variables, "generate", Videogen.Sample("night-train"), "--provider", provider, "--wait", "600", "--json");
        Kill(simulator.Id, Terminate).ShouldBe(0);
        (int stopped, _, string why) = await Videogen.EndAsync(simulator);

        code.ShouldBe(0, output + error);
        output.ShouldContain($"\"provider\": \"{provider}\"");
        stopped.ShouldBe(0, why);
    }

    public void Dispose() => _videogen.Dispose();

    // The next line that holds the words.
    private static async Task<string> LineAsync(Process process, string words)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    [GeneratedRegex(@"http://[^\s""]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Listening();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
