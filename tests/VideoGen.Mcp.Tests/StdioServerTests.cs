using System.Text.Json.Nodes;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Mcp.Tests;

public sealed class StdioServerTests
{
    private const string ListTools = """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""";

    [Fact]
    public async Task What_was_asked_before_the_input_ended_is_answered()
    {
        var ask = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var agent = new ScriptedVideoSegments
        {
            AfterStep = _ =>
            {
                ask.TrySetResult();
                return go.Task;
            },
        };
        await using Wire wire = Wire.Bare(agent);
        await wire.InitializeAsync();

        await wire.SendAsync("""{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"synthesize_video_segments","arguments":{"generated_frames":[{"frame_id":"A"}],"storyboard_frames":[]}}}""");
        await wire.SendAsync(ListTools, ended: false); // the last line without its end
        await ask.Task.WaitAsync(Wire.Patience);
        wire.CloseInput();
        await wire.AnswerAsync(2);
        go.SetResult();

        (await wire.AnswerAsync(3))["result"]!["structuredContent"]!["status"]!.GetValue<string>().ShouldBe("finished");
        await wire.Serving.WaitAsync(Wire.Patience);
    }

    [Fact]
    public async Task An_input_that_ends_at_once_ends_the_server()
    {
        await using Wire wire = Wire.Bare();

        wire.CloseInput();

        await wire.Serving.WaitAsync(Wire.Patience);
    }

    [Fact]
    public async Task Everything_piped_in_at_once_is_answered()
    {
        await using Wire wire = Wire.Bare();

        await wire.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"hand","version":"1"}}}""");
        await wire.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        await wire.SendAsync(ListTools);
        wire.CloseInput();

        (await wire.AnswerAsync(2))["result"]!["tools"]!.AsArray().Count.ShouldBe(5);
        await wire.Serving.WaitAsync(Wire.Patience);
    }

    [Fact]
    public async Task A_line_that_is_no_message_harms_nothing()
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();

        await wire.SendAsync("this is no JSON");
        await wire.SendAsync(ListTools);

        (await wire.AnswerAsync(2))["result"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("{\"generated_frames\":\"\\ud800\"}", "[text_invalid]")]
    [InlineData("[1]", "[wrong_type]")]
    [InlineData("\"all\"", "[wrong_type]")]
    [InlineData("null", "[member_missing]")]
    public async Task Arguments_of_any_shape_are_refused_in_words(string arguments, string code)
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();

        foreach (string tool in new[] { "plan_video_segments", "cancel_video_segments" })
        {
            await wire.SendAsync($$$"""{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}} }}""");
            JsonNode result = (await wire.AnswerAsync(9))["result"].ShouldNotBeNull();
            result["isError"]!.GetValue<bool>().ShouldBeTrue();
            result["content"]![0]!["text"]!.GetValue<string>().ShouldContain(code);
        }
    }

    [Fact]
    public async Task A_call_that_outlasts_the_grace_is_ended_before_the_server_ends()
    {
        bool ended = false;
        var agent = new ScriptedVideoSegments
        {
            AfterStep = async end =>
            {
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
                }
                finally
                {
                    ended = true;
                }
            },
        };
        await using Wire wire = Wire.Bare(agent, grace: TimeSpan.FromMilliseconds(50));
        await wire.InitializeAsync();

        await wire.SendAsync("""{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"synthesize_video_segments","arguments":{"generated_frames":[{"frame_id":"A"}],"storyboard_frames":[]}}}""");
        wire.CloseInput();
        await wire.Serving.WaitAsync(Wire.Patience);

        ended.ShouldBeTrue("the host may dispose of the agent now");
    }

    [Fact]
    public async Task Being_told_to_stop_is_no_error()
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();
    }
}
