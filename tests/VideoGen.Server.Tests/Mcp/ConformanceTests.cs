using System.Text.Json.Nodes;
using VideoGen.Host.Configuration;
using VideoGen.Mcp.Conformance;
using VideoGen.Mcp.Tests;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Mcp;

/// <summary>The official conformance suite against the server that ships, with the suite's fixture tools beside its own.</summary>
public sealed class ConformanceTests : IClassFixture<OfficialClients>
{
    // The suite itself skips it: it waits for another channel than the one the specification names.
    private const string SkippedBySuite = "tasks-status-notifications";

    [Theory]
    [InlineData("2025-11-25", 33, 83)]
    [InlineData("2026-07-28", 50, 197)]
    public async Task Every_scenario_of_a_revision_passes_the_unscored_ones_too(string revision, int scenarios, int checks)
    {
        using var home = new TestFolder();
        using var results = new TestFolder();
        var settings = new Settings { Home = home.Path, Provider = "animatic", Server = new ServerSettings { Port = 0 } };
        await using var server = new VideoGenServer(settings, TimeProvider.System, _ => null, extras: Fixtures.Extras());
        await server.StartAsync();
        var address = new UriBuilder(server.Addresses.Single()) { Host = "localhost", Path = "/mcp" };

        await OfficialClients.CheckAsync(address.Uri, revision, results.Path);

        string[] files = [.. Directory.EnumerateFiles(results.Path, "checks.json", SearchOption.AllDirectories)];
        JsonObject[] all = [.. files.SelectMany(f => JsonNode.Parse(File.ReadAllText(f))!.AsArray()).Select(c => c!.AsObject())];
        all.Where(c => (string)c["status"]! is not ("SUCCESS" or "INFO") && (string)c["id"]! != SkippedBySuite)
            .Select(c => $"{c["id"]} {c["status"]}: {c["errorMessage"]}").ShouldBeEmpty();
        files.Length.ShouldBe(scenarios);
        all.Count(c => (string)c["status"]! == "SUCCESS").ShouldBe(checks);
    }

    [Fact]
    public async Task The_program_itself_has_none_of_the_fixtures()
    {
        using var home = new TestFolder();
        await using Rig.ServerProcess server = await Rig.ServerProcess.StartAsync(home.Path);
        using var calls = new Rig.McpCalls(server.Address);

        JsonObject listed = await calls.AskAsync("tools/list", []);

        listed["result"]!["tools"]!.AsArray().Select(t => (string)t!["name"]!).ShouldBe(
            ["plan_video_segments", "synthesize_video_segments", "get_video_segments", "choose_video_take", "cancel_video_segments"]);
        listed["result"]!["ttlMs"]!.GetValue<long>().ShouldBe(3_600_000);
        listed["result"]!["cacheScope"]!.GetValue<string>().ShouldBe("public");
    }
}
