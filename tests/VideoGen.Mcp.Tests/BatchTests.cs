using System.Text.Json.Nodes;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Mcp.Tests;

/// <summary>JSON-RPC batches of revision 2025-03-26, over stdio.</summary>
public sealed class BatchTests : IAsyncDisposable
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26","capabilities":{},"clientInfo":{"name":"hand","version":"1"}}}""";

    private readonly Wire _wire = Wire.Bare();

    [Fact]
    public async Task A_batch_is_answered_by_one_array_with_an_answer_for_every_request_in_it()
    {
        await BeginAsync();

        await _wire.SendAsync("""
            [{"jsonrpc":"2.0","id":2,"method":"tools/list"},{"jsonrpc":"2.0","method":"notifications/roots/list_changed"},{"jsonrpc":"2.0","id":"b","method":"ping"},{"jsonrpc":"2.0","id":4,"method":"no/such"}]
            """.Trim());

        JsonArray answers = await NextAsync();
        answers.Select(a => a!["id"]!.ToJsonString()).Order().ShouldBe(["\"b\"", "2", "4"]);
        answers.Single(a => a!["id"]!.ToJsonString() == "2")!["result"]!["tools"]!.AsArray().Count.ShouldBe(5);
        ((int)answers.Single(a => a!["id"]!.ToJsonString() == "4")!["error"]!["code"]!).ShouldBe(-32601);
    }

    [Fact]
    public async Task Batches_and_single_messages_go_side_by_side()
    {
        await BeginAsync();

        await _wire.SendAsync("""[{"jsonrpc":"2.0","id":2,"method":"ping"}]""" + "\n" + """{"jsonrpc":"2.0","id":3,"method":"ping"}""" + "\n" + """[{"jsonrpc":"2.0","id":4,"method":"ping"},{"jsonrpc":"2.0","id":5,"method":"ping"}]""");

        string[] lines = [await LineAsync(), await LineAsync(), await LineAsync()];
        lines.Select(l => JsonNode.Parse(l)!).Select(n => n is JsonArray many ? string.Join(" ", many.Select(a => a!["id"]!.ToJsonString()).Order()) : $"alone {n["id"]}")
            .Order().ShouldBe(["2", "4 5", "alone 3"]);
    }

    [Theory]
    [InlineData("[]", """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"The batch is empty."}}""")]
    [InlineData("[1,{\"id\":7}]", """[{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"This is no JSON-RPC message."}},{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"This is no JSON-RPC message."}}]""")]
    [InlineData("[{\"\":1,\"jsonrpc\":\"2.0\",\"\\ud83d\":6}]", """[{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"This is no JSON-RPC message."}}]""")]
    [InlineData("[{\"jsonrpc\":\"2.0\",\"id\":\"\\ude00\",\"method\":\"ping\"}]", """[{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"This is no JSON-RPC message."}}]""")]
    [InlineData("[{\"jsonrpc\":\"2.0\",", """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"The line is no JSON."}}""")]
    public async Task What_is_no_batch_is_answered_with_the_error_of_the_specification(string sent, string answer)
    {
        await BeginAsync();

        await _wire.SendAsync(sent);

        (await LineAsync()).ShouldBe(answer);
        await _wire.SendAsync("""{"jsonrpc":"2.0","id":9,"method":"ping"}""");
        (await _wire.AnswerAsync(9))["result"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("nonsense", """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"The line is no JSON."}}""")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":3,", """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"The line is no JSON."}}""")]
    [InlineData("42", """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"This is no JSON-RPC message."}}""")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":999}", """{"jsonrpc":"2.0","id":999,"error":{"code":-32600,"message":"This is no JSON-RPC message."}}""")]
    [InlineData("{\"\":\"\",\"\":2,\"\\ud83d\":1}", """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"This is no JSON-RPC message."}}""")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\",\"\\ude00\":1}", """{"jsonrpc":"2.0","id":5,"error":{"code":-32600,"message":"This is no JSON-RPC message."}}""")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":\"\\ude00\"}", """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"This is no JSON-RPC message."}}""")]
    public async Task What_is_no_message_is_answered_with_the_error_of_the_specification(string sent, string answer)
    {
        await BeginAsync();

        await _wire.SendAsync(sent);

        (await LineAsync()).ShouldBe(answer);
        await _wire.SendAsync("""{"jsonrpc":"2.0","id":9,"method":"ping"}""");
        (await _wire.AnswerAsync(9))["result"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_batch_of_notifications_gets_no_answer()
    {
        await BeginAsync();

        await _wire.SendAsync("""[{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}]""");
        await _wire.SendAsync("""{"jsonrpc":"2.0","id":9,"method":"ping"}""");

        ((int)(await _wire.NextAsync())!["id"]!).ShouldBe(9);
    }

    [Fact]
    public async Task A_request_of_a_batch_that_is_given_up_holds_back_no_answer()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Wire wire = Wire.Bare(new ScriptedVideoSegments
        {
            AfterStep = async end =>
            {
                waiting.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
            },
        });
        await wire.InitializeAsync();
        await wire.SendAsync("""
            [{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"synthesize_video_segments","arguments":{"generated_frames":[{"frame_id":"A"}],"storyboard_frames":[]}}},{"jsonrpc":"2.0","id":3,"method":"ping"}]
            """.Trim());
        await waiting.Task.WaitAsync(Wire.Patience);

        await wire.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}""");

        string line = (await wire.FromServer.ReadLineAsync().WaitAsync(Wire.Patience))!;
        JsonNode.Parse(line)!.AsArray().ShouldHaveSingleItem()!["id"]!.ToJsonString().ShouldBe("3");
    }

    [Fact]
    public async Task A_batch_that_ends_with_the_input_is_answered()
    {
        await BeginAsync();

        await _wire.SendAsync("""[{"jsonrpc":"2.0","id":2,"method":"ping"}]""", ended: false);
        _wire.CloseInput();

        (await NextAsync()).ShouldHaveSingleItem();
        await _wire.Serving.WaitAsync(Wire.Patience);
    }

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task BeginAsync()
    {
        await _wire.SendAsync(Initialize);
        await _wire.AnswerAsync(1);
        await _wire.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    private async Task<string> LineAsync() => (await _wire.FromServer.ReadLineAsync().WaitAsync(Wire.Patience)).ShouldNotBeNull();

    private async Task<JsonArray> NextAsync() => JsonNode.Parse(await LineAsync())!.AsArray();
}
