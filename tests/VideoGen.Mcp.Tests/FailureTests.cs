using ModelContextProtocol.Protocol;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Mcp.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task A_ledger_that_cannot_work_says_what_to_do()
    {
        var problem = new Problem("store_unwritable", "", "The disk of the ledger is full.", "Make room and start again.");
        await using Wire wire = await Wire.ConnectAsync(new() { Failure = new LedgerException(problem) });

        CallToolResult result = await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(1));

        result.IsError.ShouldBe(true);
        result.Text().ShouldContain("[store_unwritable] The disk of the ledger is full. Remedy: Make room and start again.");
        result.Text().ShouldNotContain("Nothing was written or spent");
        wire.Log.Entries.ShouldHaveSingleItem().Id.Id.ShouldBe(6001);
    }

    [Theory]
    [InlineData("plan_video_segments")]
    [InlineData("synthesize_video_segments")]
    [InlineData("get_video_segments")]
    [InlineData("cancel_video_segments")]
    public async Task A_defect_is_logged_with_an_id_and_tells_the_caller_nothing_secret(string tool)
    {
        await using Wire wire = await Wire.ConnectAsync(new() { Failure = new InvalidOperationException("key=s3cret") });
        Dictionary<string, object?> arguments = tool.Contains("ze_") || tool.Contains("plan") ? Storyboards.Of(1) : new() { ["request_id"] = "r" };

        CallToolResult result = await wire.Client.CallToolAsync(tool, arguments);

        result.IsError.ShouldBe(true);
        result.Text().ShouldContain("error err_0001");
        result.Text().ShouldNotContain("s3cret");
        (_, string text, Exception? cause) = wire.Log.Entries.ShouldHaveSingleItem();
        text.ShouldContain("err_0001");
        cause.ShouldBeOfType<InvalidOperationException>();
    }
}
