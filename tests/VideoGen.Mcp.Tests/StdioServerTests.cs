using VideoGen.Testing.Synthesis;

namespace VideoGen.Mcp.Tests;

public sealed class StdioServerTests
{
    private const string ListTools = """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""";

    [Fact]
    public async Task What_was_asked_before_the_input_ended_is_answered()
    {
        var ask = new TaskCompletionSource();
        var go = new TaskCompletionSource();
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

        (await wire.AnswerAsync(2))["result"]!["tools"]!.AsArray().Count.ShouldBe(4);
        await wire.Serving.WaitAsync(Wire.Patience);
    }

    [Fact]
    public async Task A_line_that_is_no_message_harms_nothing()
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();

        await wire.SendAsync("this is no JSON");
        await wire.SendAsync("""{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"plan_video_segments","arguments":{"generated_frames":"\ud800"}}}""");
        await wire.SendAsync("""{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"plan_video_segments","arguments":[1]}}""");
        await wire.SendAsync(ListTools);

        (await wire.AnswerAsync(2))["result"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Being_told_to_stop_is_no_error()
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();
    }
}
