using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tests;

/// <summary>What is too much, or lacks what it needs, is answered by its id, and the next message as if nothing had been.</summary>
public sealed class MessageLimitTests
{
    private const string ListTools = """{"jsonrpc":"2.0","id":9,"method":"tools/list"}""";

    [Theory]
    [InlineData("values")]
    [InlineData("levels")]
    [InlineData("bytes, id first")]
    [InlineData("bytes, id last")]
    public async Task A_message_that_is_too_much_is_answered_by_its_id(string what)
    {
        await using Wire wire = Wire.Bare(maxMessageBytes: what.StartsWith("bytes", StringComparison.Ordinal) ? 200_000 : 64 * 1024 * 1024);
        await wire.InitializeAsync();
        (string much, string words) = what switch
        {
            "values" => ($"[{string.Join(',', Enumerable.Repeat('1', JsonLimits.MaxValues))}]", "names and values"),
            "levels" => (new string('[', 64) + new string(']', 64), "64 levels"),
            _ => ($"\"{new string('x', 300_000)}\"", "200000 bytes"),
        };
        string parameters = "\"params\":{\"name\":\"plan_video_segments\",\"arguments\":{\"x\":" + much + "}}";
        Task sent = wire.SendAsync(what.EndsWith("last", StringComparison.Ordinal)
            ? $$"""{"jsonrpc":"2.0","method":"tools/call",{{parameters}},"id":7}"""
            : $$"""{"jsonrpc":"2.0","id":7,"method":"tools/call",{{parameters}}}""");

        JsonObject answer = await wire.AnswerAsync(7);
        await sent;
        await wire.SendAsync(ListTools);

        ((string)answer["error"]!["message"]!).ShouldContain(words);
        wire.Agent.Calls.ShouldBeEmpty();
        (await wire.AnswerAsync(9))["result"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"cursor":"a","cursor":"b"}}""", "stands twice")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":{"a":{"b":1,"b":2}}}}""", "stands twice")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"","params":{"":"","":{"":""}}}""", "stands twice")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"","":"\ude00"}}""", "half of a surrogate pair")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"prompts/get","params":{"name":"p","\ud83d":1}}""", "half of a surrogate pair")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"prompts/get","params":{"name":"p","arguments":{"a":"\ud83d"}}}""", "half of a surrogate pair")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"","arguments":{"":"\ud800","":[]}}}""", "stands twice")]
    public async Task Params_that_cannot_be_read_are_said(string request, string words)
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();

        await wire.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,"requestId":2}}""");
        await wire.SendAsync(request);

        ((string)(await wire.AnswerAsync(7))["error"]!["message"]!).ShouldContain(words);
        await wire.SendAsync(ListTools);
        (await wire.AnswerAsync(9))["result"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call"}""", "tools/call needs params, an object with 'name'")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":null}""", "tools/call needs params, an object with 'name'")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":[]}""", "tools/call needs params, an object with 'name'")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{}}""", "tools/call needs params.name")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":null}}""", "tools/call needs params.name")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":5}}""", "params.name must be a text")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"no_such_tool","arguments":8}}""", "params.arguments must be an object")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":[]}}""", "params._meta must be an object")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"prompts/get"}""", "prompts/get needs params")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"resources/read","params":{}}""", "resources/read needs params.uri")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"resources/subscribe"}""", "resources/subscribe needs params")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"completion/complete","params":{"ref":{"":""},"argument":{"":""}}}""", "completion/complete needs params.ref.type: ref/prompt or ref/resource")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"p"},"argument":{"":""}}}""", "completion/complete needs params.argument.name")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":1}}}""", "completion/complete: params.argument.value must be a text")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"completion/complete","params":{"ref":{"type":"ref/what"},"argument":{"name":"a","value":""}}}""", "completion/complete: params")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"completion/complete","params":{"ref":{"type":"ref/resource","uri":"videogen://x"},"argument":{"name":"a","value":""},"context":7}}""", "completion/complete: params.context")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"resources/list","params":{"cursor":{}}}""", "resources/list: params.cursor")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"logging/setLevel","params":{"level":"loud"}}""", "logging/setLevel: params.level")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"completion/complete","params":{"ref":"x"}}""", "params.ref must be an object")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":[1]}""", "params must be an object")]
    public async Task A_request_that_lacks_something_is_told_what(string request, string words)
    {
        await using Wire wire = Wire.Bare();
        await wire.InitializeAsync();

        await wire.SendAsync(request);

        JsonNode error = (await wire.AnswerAsync(7))["error"]!;
        ((int)error["code"]!).ShouldBe(-32602);
        ((string)error["message"]!).ShouldContain(words);
    }
}
