using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Mcp.Tests;

public sealed class CancellationTests
{
    // Spoken by hand: the SDK's own client unregisters its notice of cancellation before it is sent.
    [Fact]
    public async Task Giving_up_a_call_ends_the_wait_and_not_the_job()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool first = true;
        var agent = new ScriptedVideoSegments
        {
            AfterStep = async end =>
            {
                if (first)
                {
                    first = false;
                    waiting.TrySetResult();
                    try
                    {
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
                    }
                    finally
                    {
                        ended.TrySetResult();
                    }
                }
            },
        };
        await using Wire wire = Wire.Bare(agent);
        await wire.InitializeAsync();

        await wire.SendAsync("""{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"synthesize_video_segments","arguments":{"generated_frames":[{"frame_id":"A"}],"storyboard_frames":[]}}}""");
        await waiting.Task.WaitAsync(Wire.Patience);
        await wire.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}""");
        await ended.Task.WaitAsync(Wire.Patience);
        await wire.SendAsync("""{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"get_video_segments","arguments":{"request_id":"req_0001","wait_seconds":90}}}""");

        JsonObject next = (await wire.NextAsync()).ShouldNotBeNull();
        ((int)next["id"]!).ShouldBe(6, "a call that was given up gets no answer");
        next["result"]!["structuredContent"]!["video_segments"]!.AsArray().Count.ShouldBe(1);
        wire.Log.Entries.ShouldBeEmpty();
        wire.CloseInput();
        await wire.Serving.WaitAsync(Wire.Patience);
    }

    [Fact]
    public async Task Calls_run_side_by_side()
    {
        const int Calls = 8;
        int waiting = 0;
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var agent = new ScriptedVideoSegments
        {
            AfterStep = async end =>
            {
                if (Interlocked.Increment(ref waiting) == Calls)
                {
                    together.TrySetResult();
                }

                await together.Task.WaitAsync(end);
            },
        };
        await using Wire wire = await Wire.ConnectAsync(agent);

        CallToolResult[] results = await Task
            .WhenAll(Enumerable.Range(0, Calls).Select(_ => wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(2)).AsTask()))
            .WaitAsync(Wire.Patience);

        results.Select(r => r.Value(WireJson.Default.SynthesisAnswer).RequestId).Distinct().Count().ShouldBe(Calls);
    }
}
