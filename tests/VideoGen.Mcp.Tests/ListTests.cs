using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using VideoGen.Testing;

namespace VideoGen.Mcp.Tests;

public sealed class ListTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

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
    public async Task The_tools_stand_in_the_order_of_their_use()
    {
        await using Wire wire = await Wire.ConnectAsync();

        (await wire.Client.ListToolsAsync()).Select(t => t.Name).ShouldBe(
            ["plan_video_segments", "synthesize_video_segments", "get_video_segments", "cancel_video_segments"]);
    }

    [Fact]
    public async Task Storyboard_tools_take_members_they_do_not_know_and_the_others_refuse_them()
    {
        await using Wire wire = await Wire.ConnectAsync();

        foreach (McpClientTool tool in await wire.Client.ListToolsAsync())
        {
            bool closed = tool.JsonSchema.TryGetProperty("additionalProperties", out JsonElement flag) && flag.ValueKind is JsonValueKind.False;
            closed.ShouldBe(tool.Name is "get_video_segments" or "cancel_video_segments", tool.Name);
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
        (await wire.Client.ListToolsAsync()).Count.ShouldBe(4);
    }

    private static JsonNode? Json<T>(IEnumerable<T> items) =>
        JsonSerializer.SerializeToNode(items.ToArray(), ModelContextProtocol.McpJsonUtilities.DefaultOptions);
}
