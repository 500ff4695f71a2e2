using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML.Tokenizers;
using ModelContextProtocol.Client;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Mcp.Tests;

public sealed class ListTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task What_clients_are_told_is_what_was_reviewed()
    {
        await using Wire wire = await Wire.ConnectAsync();

        var told = new JsonObject
        {
            ["instructions"] = wire.Client.ServerInstructions,
            ["tools"] = Json((await wire.Client.ListToolsAsync()).Select(t => t.ProtocolTool)),
            ["resourceTemplates"] = Json((await wire.Client.ListResourceTemplatesAsync()).Select(t => t.ProtocolResourceTemplate)),
            ["prompts"] = Json((await wire.Client.ListPromptsAsync()).Select(p => p.ProtocolPrompt)),
        };

        GoldenFile.ShouldMatch("tests/VideoGen.Mcp.Tests/Golden/lists.json", told.ToJsonString(Indented));
    }

    [Fact]
    public async Task What_a_model_reads_of_the_tools_is_less_than_2000_tokens()
    {
        await using Wire wire = await Wire.ConnectAsync();
        TiktokenTokenizer judge = TiktokenTokenizer.CreateForEncoding("o200k_base");

        int tokens = (await wire.Client.ListToolsAsync()).Select(t => t.ProtocolTool).Sum(t => judge.CountTokens(
            new JsonObject { ["name"] = t.Name, ["description"] = t.Description, ["inputSchema"] = JsonNode.Parse(t.InputSchema.GetRawText()) }.ToJsonString(Plain)));

        tokens.ShouldBeLessThan(2000);
    }

    [Fact]
    public async Task Every_default_that_a_tool_names_is_the_default()
    {
        await using Wire wire = await Wire.ConnectAsync();
        foreach (McpClientTool tool in (await wire.Client.ListToolsAsync()).Take(2))
        {
            JsonObject arguments = JsonSerializer.SerializeToNode(Storyboards.Of(2))!.AsObject();
            Storyboard without = Read(arguments);
            (string Place, JsonNode Value)[] defaults = [.. Defaults(JsonNode.Parse(tool.JsonSchema.GetRawText())!, "")];
            defaults.Length.ShouldBeGreaterThan(6);
            foreach ((string place, JsonNode value) in defaults)
            {
                JsonObject with = arguments.DeepClone().AsObject();
                string[] steps = place.Split('/');
                JsonObject member = with;
                foreach (string step in steps[1..^1])
                {
                    member = (member[step] ??= new JsonObject()).AsObject();
                }

                member[steps[^1]] = value.DeepClone();
                if (place == "/wait_seconds")
                {
                    await wire.Client.CallToolAsync(tool.Name, Storyboards.Of(1));
                    wire.Agent.Calls.Last().DefaultWait.TotalSeconds.ShouldBe((double)value);
                    continue;
                }

                Storyboard given = Read(with);
                (given.Settings, given.ProjectId, given.EpisodeId, given.AnotherTake).ShouldBe((without.Settings, without.ProjectId, without.EpisodeId, without.AnotherTake), place);
            }
        }
    }

    [Fact]
    public async Task The_tools_stand_in_the_order_of_their_use()
    {
        await using Wire wire = await Wire.ConnectAsync();

        (await wire.Client.ListToolsAsync()).Select(t => t.Name).ShouldBe(
            ["plan_video_segments", "synthesize_video_segments", "get_video_segments", "choose_video_take", "cancel_video_segments"]);
    }

    [Fact]
    public async Task Storyboard_tools_take_members_they_do_not_know_and_the_others_refuse_them()
    {
        await using Wire wire = await Wire.ConnectAsync();

        foreach (McpClientTool tool in await wire.Client.ListToolsAsync())
        {
            bool closed = tool.JsonSchema.TryGetProperty("additionalProperties", out JsonElement flag) && flag.ValueKind is JsonValueKind.False;
            closed.ShouldBe(tool.Name is "get_video_segments" or "choose_video_take" or "cancel_video_segments", tool.Name);
        }
    }

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Every_revision_is_served(string revision)
    {
        await using Wire wire = await Wire.ConnectAsync(revision: revision);

        wire.Client.NegotiatedProtocolVersion.ShouldBe(revision);
        wire.Client.ServerInfo!.Version.ShouldBe("1.2.3");
        (await wire.Client.ListToolsAsync()).Count.ShouldBe(5);
    }

    private static Storyboard Read(JsonObject arguments) =>
        new RequestReader(1_000_000).Read(Encoding.UTF8.GetBytes(arguments.ToJsonString()), "/stills").ShouldBeOfType<ReadResult.Good>().Storyboard;

    private static IEnumerable<(string Place, JsonNode Value)> Defaults(JsonNode schema, string place)
    {
        if (schema["default"] is { } value)
        {
            yield return (place, value);
        }

        foreach ((string name, JsonNode? member) in schema["properties"] as JsonObject ?? [])
        {
            foreach ((string Place, JsonNode Value) inner in Defaults(member!, $"{place}/{name}"))
            {
                yield return inner;
            }
        }
    }

    private static JsonNode? Json<T>(IEnumerable<T> items) =>
        JsonSerializer.SerializeToNode(items.ToArray(), ModelContextProtocol.McpJsonUtilities.DefaultOptions);
}
