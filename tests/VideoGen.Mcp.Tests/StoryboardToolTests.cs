using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Tests;

public sealed class StoryboardToolTests
{
    [Fact]
    public async Task A_plan_is_answered_with_what_to_call_next()
    {
        await using Wire wire = await Wire.ConnectAsync();

        CallToolResult result = await wire.Client.CallToolAsync("plan_video_segments", Storyboards.Of(3));

        PlanAnswer plan = result.Value(WireJson.Default.PlanAnswer);
        plan.Segments.Length.ShouldBe(2);
        result.Text().ShouldContain($"call synthesize_video_segments with the same arguments plus plan_hash \"{plan.PlanHash}\"");
        result.Text().ShouldContain("free of charge");
    }

    [Fact]
    public async Task Clips_come_with_links_to_the_files_and_to_the_record()
    {
        await using Wire wire = await Wire.ConnectAsync();

        CallToolResult result = await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(3));

        SynthesisAnswer answer = result.Value(WireJson.Default.SynthesisAnswer);
        answer.Status.ShouldBe(RequestStatus.Finished);
        result.Content.OfType<ResourceLinkBlock>().Select(l => (l.Uri, l.MimeType)).ShouldBe(
        [
            ("file:///clips/segment_1_1.mp4", "video/mp4"), ("file:///clips/segment_1_3.mp4", "video/mp4"),
            ($"videogen://requests/{answer.RequestId}", "application/json"),
        ]);
        result.Text().ShouldContain("2 of 2 segments delivered, finished.");
    }

    [Fact]
    public async Task A_client_that_knows_no_links_gets_none()
    {
        await using Wire wire = await Wire.ConnectAsync(revision: "2025-03-26");

        CallToolResult result = await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(1));

        result.Value(WireJson.Default.SynthesisAnswer).VideoSegments.Length.ShouldBe(1);
        result.Content.ShouldAllBe(block => block is TextContentBlock);
    }

    [Fact]
    public async Task Every_problem_of_the_arguments_is_told_at_once()
    {
        await using Wire wire = await Wire.ConnectAsync();
        Dictionary<string, object?> arguments = Storyboards.Of(1, waitSeconds: 900);
        arguments["storyboard_frames"] = JsonSerializer.SerializeToElement(new[] { new { frame_id = "A" } });

        CallToolResult result = await wire.Client.CallToolAsync("plan_video_segments", arguments);

        result.IsError.ShouldBe(true);
        result.StructuredContent.ShouldBeNull("older clients hold even an error against the output schema");
        result.Text().ShouldContain("Refused: 2 problems. Nothing was written or spent.");
        result.Text().ShouldContain("/wait_seconds [out_of_range]");
        result.Text().ShouldContain("/storyboard_frames/0/description [member_missing]");
        result.Text().ShouldContain("Remedy: ");
        var refusal = JsonSerializer.Deserialize(((TextContentBlock)result.Content[1]).Text, WireJson.Default.Refusal);
        refusal!.Problems.Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_arguments_reach_the_reader_as_they_were_sent()
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();

        await wire.SendAsync("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"plan_video_segments","arguments":{"generated_frames":[],"generated_frames":[],"odd":1.0,"ÿ":null}}}""");
        await wire.AnswerAsync(7);

        SynthesisCall call = wire.Agent.Calls.ShouldHaveSingleItem();
        Encoding.UTF8.GetString(call.Json.Span).ShouldBe("""{"generated_frames":[],"generated_frames":[],"odd":1.0,"\u00FF":null}""");
        call.LocalFolder.ShouldBe("/stills");
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n", false)]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01", false)]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01", false)]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false)]
    [InlineData("anything", false)]
    public async Task The_trace_of_the_caller_is_handed_on_if_it_is_one(string traceParent, bool handedOn)
    {
        // By hand: while somebody listens to the SDK's spans, its client puts a trace of its own in the place of this one.
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();

        await wire.SendAsync($$$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"plan_video_segments","arguments":{},"_meta":{"traceparent":{{{{JsonValue.Create(traceParent).ToJsonString()}}}}}}}""");
        await wire.AnswerAsync(7);

        wire.Agent.Calls.ShouldHaveSingleItem().TraceParent.ShouldBe(handedOn ? traceParent : null);
    }

    [Fact]
    public async Task An_unknown_tool_is_an_error_of_the_protocol()
    {
        await using Wire wire = await Wire.ConnectAsync();

        var error = await Should.ThrowAsync<McpProtocolException>(async () => await wire.Client.CallToolAsync("render_film"));

        error.ErrorCode.ShouldBe(McpErrorCode.InvalidParams);
        error.Message.ShouldContain("render_film");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Arguments_that_come_as_a_text_are_read(bool asText)
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();
        JsonNode arguments = new JsonObject { ["request_id"] = "req_0001" };
        JsonObject Call(int id, string tool, JsonNode? with) => new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = "tools/call",
            ["params"] = new JsonObject { ["name"] = tool, ["arguments"] = with },
        };
        await wire.SendAsync(Call(2, "synthesize_video_segments", System.Text.Json.JsonSerializer.SerializeToNode(Storyboards.Of(1, waitSeconds: 0))).ToJsonString());
        await wire.AnswerAsync(2);

        await wire.SendAsync(Call(3, "get_video_segments", asText ? JsonValue.Create(arguments.ToJsonString()) : arguments).ToJsonString());

        JsonObject answer = await wire.AnswerAsync(3);
        ((string?)answer["result"]!["structuredContent"]!["request_id"]).ShouldBe("req_0001");
        answer["result"]!["structuredContent"]!["warnings"]!.AsArray().Select(w => (string?)w!["code"]).ShouldBe(asText ? ["json_in_text"] : []);
    }
}
