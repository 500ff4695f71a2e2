using ModelContextProtocol.Protocol;
using VideoGen.Contract;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Mcp.Tests;

public sealed class CancellationTests
{
    [Fact]
    public async Task Giving_up_a_call_ends_the_wait_and_not_the_job()
    {
        var waiting = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
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
        await using Wire wire = await Wire.ConnectAsync(agent);
        using var give = new CancellationTokenSource();

        Task<CallToolResult> call = wire.Client
            .CallToolAsync("synthesize_video_segments", Storyboards.Of(2), cancellationToken: give.Token).AsTask();
        await waiting.Task.WaitAsync(Wire.Patience);
        await give.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await ended.Task.WaitAsync(Wire.Patience);
        string id = agent.Requests.Keys.ShouldHaveSingleItem();
        CallToolResult later = await wire.Client.CallToolAsync(
            "get_video_segments", new Dictionary<string, object?> { ["request_id"] = id, ["wait_seconds"] = 90 });
        later.Value(WireJson.Default.SynthesisAnswer).VideoSegments.Length.ShouldBe(1);
        wire.Log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Calls_run_side_by_side()
    {
        const int Calls = 8;
        int waiting = 0;
        var together = new TaskCompletionSource();
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
