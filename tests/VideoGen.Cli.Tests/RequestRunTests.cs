using VideoGen.Cli.Terminal;
using VideoGen.Cli.Verbs;
using VideoGen.Contract;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

public sealed class RequestRunTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_media_store_that_does_not_take_the_clip_is_given_a_moment_of_a_long_wait()
    {
        VideoSegment clip = Example.Delivered(1, 1, ["SCENE_1_SHOT_1"]) with { MediaStatus = MediaStatus.Pending, MediaProblem = "cms.example cannot be reached." };

        (await WaitAsync(Example.Answer() with { VideoSegments = [clip] })).ShouldBe([90, 15, 10, 5]);
    }

    [Fact]
    public async Task What_is_still_made_is_waited_for_beside_it()
    {
        VideoSegment clip = Example.Delivered(1, 1, ["SCENE_1_SHOT_1"]) with { MediaStatus = MediaStatus.Pending, MediaProblem = "cms.example cannot be reached." };

        (await WaitAsync(Example.Answer(Example.Failed(FailureError.ProviderPending)) with { VideoSegments = [clip] })).Sum().ShouldBeGreaterThan(600);
    }

    [Fact]
    public async Task A_clip_that_is_about_to_be_stored_is_waited_for()
    {
        VideoSegment clip = Example.Delivered(1, 1, ["SCENE_1_SHOT_1"]) with { MediaStatus = MediaStatus.Pending };

        (await WaitAsync(Example.Answer() with { VideoSegments = [clip] })).Sum().ShouldBeGreaterThan(600);
    }

    // The waits of the calls, each of which takes five seconds.
    private async Task<double[]> WaitAsync(SynthesisAnswer answer)
    {
        await using var agent = new ScriptedAgent();
        agent.OnGet = _ =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return new Answer<SynthesisAnswer>.Given(answer with { Status = RequestStatus.InProgress });
        };
        await new RequestRun(agent, new SilentProgress(), _time, CancellationToken.None).WaitAsync("req_1", TimeSpan.FromSeconds(600));
        return [.. agent.Got.Select(g => double.Parse(g.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))];
    }
}
