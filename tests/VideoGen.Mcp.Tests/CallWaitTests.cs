using System.Text.Json.Nodes;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Mcp.Tests;

/// <summary>How long calls without <c>wait_seconds</c> wait, so that no client gives one up without a request_id.</summary>
public sealed class CallWaitTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly Queue<TaskCompletionSource> _steps = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Wire _wire;

    public CallWaitTests()
    {
        var agent = new ScriptedVideoSegments
        {
            AfterStep = async end =>
            {
                var step = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _steps.Enqueue(step);
                _waiting.Release();
                await step.Task.WaitAsync(end);
            },
        };
        _wire = Wire.Bare(agent, time: _time);
    }

    [Fact]
    public async Task A_client_of_which_nothing_is_known_waits_45_seconds()
    {
        await _wire.InitializeAsync();

        await CallAsync(1, token: null, TimeSpan.Zero);
        await CallAsync(2, token: "p", TimeSpan.Zero);

        Waits().ShouldBe([45, 45]);
    }

    [Fact]
    public async Task A_client_that_progress_kept_waiting_beyond_60_seconds_waits_90_when_it_asks_for_progress()
    {
        await _wire.InitializeAsync();
        await CallAsync(1, token: "p", TimeSpan.FromSeconds(61));

        await CallAsync(2, token: "q", TimeSpan.Zero);
        await CallAsync(3, token: null, TimeSpan.Zero);

        Waits().ShouldBe([45, 90, 45]);
    }

    [Theory]
    [InlineData("p", 60)]
    [InlineData(null, 70)]
    public async Task An_answer_within_the_limit_or_without_progress_shows_nothing(string? token, int seconds)
    {
        await _wire.InitializeAsync();
        await CallAsync(1, token, TimeSpan.FromSeconds(seconds));

        await CallAsync(2, token: "q", TimeSpan.Zero);

        Waits().ShouldBe([45, 45]);
    }

    [Fact]
    public async Task A_client_that_gave_the_call_up_shows_nothing()
    {
        await _wire.InitializeAsync();
        await BeginAsync(1, "p");
        _time.Advance(TimeSpan.FromSeconds(60));
        await _wire.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        _time.Advance(TimeSpan.FromSeconds(10));
        _steps.Clear(); // nobody waits for those of the first call

        await CallAsync(2, token: "q", TimeSpan.Zero);

        Waits().ShouldBe([45, 45]);
    }

    [Fact]
    public async Task A_client_that_called_again_meanwhile_may_have_given_up_in_silence()
    {
        await _wire.InitializeAsync();
        await BeginAsync(1, "p");
        _time.Advance(TimeSpan.FromSeconds(60));
        await _wire.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_video_segments","arguments":{}}}""");
        await AnswerAsync(2);
        _time.Advance(TimeSpan.FromSeconds(10));
        await FinishAsync(1);

        await CallAsync(3, token: "q", TimeSpan.Zero);

        Waits().ShouldBe([45, 45]);
    }

    [Fact]
    public async Task While_nothing_happens_the_last_word_is_repeated_every_15_seconds_with_a_growing_number()
    {
        await _wire.InitializeAsync();
        await BeginAsync(1, "p");
        JsonObject first = (await _wire.NextAsync())!;
        var told = new List<JsonObject>();
        for (int i = 0; i < 4; i++)
        {
            await _time.WhenSetAsync(1).WaitAsync(Wire.Patience);
            _time.Advance(TimeSpan.FromSeconds(15));
            told.Add((await _wire.NextAsync())!);
        }

        ((string?)first["params"]!["message"]).ShouldBe("request req_0001: segment 1 of 1: in queue, position 1");
        told.ShouldAllBe(n => (string?)n["params"]!["message"] == "segment 1 of 1: in queue, position 1");
        double[] numbers = [(double)first["params"]!["progress"]!, .. told.Select(n => (double)n["params"]!["progress"]!)];
        numbers.Zip(numbers.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
        numbers[^1].ShouldBeLessThan(1);
        await FinishAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _wire.DisposeAsync();
        _waiting.Dispose();
    }

    private double[] Waits() => [.. _wire.Agent.Calls.Select(c => c.DefaultWait.TotalSeconds)];

    private async Task CallAsync(int id, string? token, TimeSpan lasts)
    {
        await BeginAsync(id, token);
        _time.Advance(lasts);
        await FinishAsync(id);
    }

    private async Task BeginAsync(int id, string? token)
    {
        await _wire.SendAsync(new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = "tools/call",
            ["params"] = new JsonObject
            {
                ["name"] = "synthesize_video_segments",
                ["arguments"] = System.Text.Json.JsonSerializer.SerializeToNode(Storyboards.Of(1)),
                ["_meta"] = token is null ? new JsonObject() : new JsonObject { ["progressToken"] = token },
            },
        }.ToJsonString());
        (await _waiting.WaitAsync(Wire.Patience)).ShouldBeTrue();
    }

    // Every segment takes three steps.
    private async Task FinishAsync(int id)
    {
        _steps.Dequeue().SetResult();
        for (int step = 2; step <= 3; step++)
        {
            (await _waiting.WaitAsync(Wire.Patience)).ShouldBeTrue();
            _steps.Dequeue().SetResult();
        }

        await AnswerAsync(id);
    }

    private async Task AnswerAsync(int id)
    {
        while ((int?)(await _wire.NextAsync()).ShouldNotBeNull()["id"] != id)
        {
            // Progress, and answers that nobody waits for.
        }
    }
}
